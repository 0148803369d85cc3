#!/usr/bin/env bash
# Opens an issue that says that a workflow fails, or adds to the one that is open.
#   alert.sh TITLE TEXT
# GITHUB_REPOSITORY; GH_TOKEN for gh
set -euo pipefail
export title=$1
body=$(mktemp)
trap 'rm -f "$body"' EXIT
printf '%s\n' "$2" | jq -Rs '{title: env.title, body: .}' >"$body"

open=$(gh api --method GET --paginate "repos/$GITHUB_REPOSITORY/issues" -f state=open -f creator='github-actions[bot]' -F per_page=100 |
    jq -rs 'add // [] | map(select(.title == env.title and .pull_request == null)) | .[0].number // empty')
if [ -n "$open" ]; then
    gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$open/comments" --input "$body" --silent
    echo "Added to issue $open."
else
    gh api --method POST "repos/$GITHUB_REPOSITORY/issues" --input "$body" --silent
    echo "Opened an issue."
fi
