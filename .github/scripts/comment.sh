#!/usr/bin/env bash
# Puts the table of a check into one comment on its pull request, in place of its earlier one.
#   comment.sh TABLE
# The table was written by the code of the pull request, so it is text of strangers: it is cut, and holds no link, mention or markup but
# the table's own when it is posted. Which pull request it is for is known from the event, through these variables:
#   HEAD_OWNER, HEAD_BRANCH, HEAD_SHA, RUN_URL, GITHUB_REPOSITORY; GH_TOKEN for gh
set -euo pipefail
table=$1
marker='<!-- ganbench: regressions -->'
# Characters of the table; a comment holds 65,536.
export longest=64000 marker

if [ ! -f "$table" ] || [ -L "$table" ]; then
    echo "There is no table: nothing was compared."
    exit 0
fi
numbers=$(gh api --method GET "repos/$GITHUB_REPOSITORY/pulls" -f state=open -f head="$HEAD_OWNER:$HEAD_BRANCH" |
    jq -r '.[] | select(.head.sha == env.HEAD_SHA) | .number')
[ -n "$numbers" ] || echo "No open pull request has the head $HEAD_SHA: a newer commit will have its own table."

body=$(mktemp)
trap 'rm -f "$body"' EXIT
# A character of no width breaks what GitHub would make a mention, a reference or a link of. Headings and folds are the table's own.
head -c 400000 "$table" | jq -Rs '
    def swap($old; $new): split($old) | join($new);
    (env.longest | tonumber) as $longest
    | .[:$longest]
    | swap("&"; "&amp;") | swap("<"; "&lt;")
    | reduce ("details>", "/details>", "summary>", "/summary>") as $tag (.; swap("&lt;\($tag)"; "<\($tag)"))
    | swap("!["; "! [") | swap("]("; "] (") | swap("]:"; "] :")
    | swap("@"; "@\u200b") | swap("://"; ":\u200b//") | swap("www."; "www\u200b.")
    | swap("#"; "#\u200b") | swap("#\u200b#\u200b#\u200b "; "### ")
    | {body: "\(env.marker)\n\(.[:$longest])\n\n[Report and numbers](\(env.RUN_URL))\n"}' >"$body"

for number in $numbers; do
    own=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments?per_page=100" |
        jq -rs 'add // [] | map(select(.user.login == "github-actions[bot]" and (.body | startswith(env.marker)))) | .[0].id // empty')
    if [ -n "$own" ]; then
        gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --input "$body" --silent
    else
        gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --input "$body" --silent
    fi
    echo "The table is on pull request $number."
done
