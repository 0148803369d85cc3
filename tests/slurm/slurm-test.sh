#!/bin/bash
# Runs a small suite here and on a real Slurm started for the occasion, where one element is killed and requeued, one runs out of time and
# one is cancelled and submitted again, and compares the checkpoint hashes.
# Usage: slurm-test.sh GANBENCH_DLL    (as root, with Debian's slurm-wlm and munge installed)
set -euo pipefail
export PATH="$PATH:/usr/sbin"
cli=$1
dir=$(mktemp -d /tmp/ganbench-slurm-XXXXXX)
host=$(hostname -s)
ganbench() { dotnet "$cli" "$@"; }

stop() {
  code=$?
  for name in slurmd slurmctld munged; do
    [ -f "$dir/$name.pid" ] || continue
    pid=$(cat "$dir/$name.pid")
    kill "$pid" 2>/dev/null || true
    # It writes until it has ended.
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
  done
  if [ "$code" -eq 0 ]; then rm -rf "$dir"; else echo "The logs are in $dir." >&2; fi
}
trap stop EXIT

mkdir -p "$dir/state" "$dir/spool"
chmod 755 "$dir"
(umask 077; dd if=/dev/urandom of="$dir/munge.key" bs=1024 count=1 status=none)
munged --force --key-file="$dir/munge.key" --socket="$dir/munge.socket.2" --pid-file="$dir/munged.pid" --log-file="$dir/munged.log" --seed-file="$dir/munged.seed"
cat > "$dir/slurm.conf" <<CONF
ClusterName=loop
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket.2
CredType=cred/munge
SlurmctldPort=6917
SlurmdPort=6918
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,defer_batch=no
MinJobAge=3600
ReturnToService=2
MailProg=/bin/true
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CONF
export SLURM_CONF="$dir/slurm.conf"
slurmctld -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF"
for _ in $(seq 60); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo

cat > "$dir/tiny.yaml" <<SUITE
name: tiny
seeds: [1, 2, 3]
training: {steps: 1000, batchSize: 16, sampleEvery: 0, checkpointEvery: 100}
recipe: {network: {width: 0.125}}
evaluation: {metrics: [ms-ssim], samples: 20}
grid: [{architectures: dcgan, datasets: glyphs}]
slurm: {timeLimit: "01:00:00", cpus: 1}
SUITE
ganbench suite run "$dir/tiny.yaml" --numerics portable --runs-dir "$dir/local" 2>/dev/null
ganbench suite run "$dir/tiny.yaml" --numerics portable --runs-dir "$dir/the shared runs" --executor slurm
job=$(squeue -h -o %F | head -1)

status() { ganbench suite status "$dir/tiny.yaml" --numerics portable --runs-dir "$dir/the shared runs"; }
# Waits until a command succeeds, or fails after three minutes.
await() {
  for _ in $(seq 900); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done
  echo "Waited in vain for: $*" >&2
  squeue >&2
  status >&2
  exit 1
}
begun() { compgen -G "$dir/the shared runs/dcgan-glyphs-s$1-*/checkpoints/step-000100"; }
gone() { ! squeue -h -r -o %i | grep -qx "$1"; }
pending() { squeue -h -r -t PENDING -o %i | grep -qx "$1"; }
# Slurm waits two minutes before it starts a requeued element again.
sooner() { scontrol update "JobId=$1" StartTime=now; }

# Killed in the middle of its work, the element is queued again and resumes.
await begun 1
scontrol requeue "${job}_0"
await pending "${job}_0"
sooner "${job}_0"
# As when its time is nearly over: it saves and is queued again.
await begun 2
scancel --batch --signal=USR1 "${job}_1"
await pending "${job}_1"
sooner "${job}_1"
# Cancelled, it saves and stays so, and what is in the queue is not submitted twice.
await begun 3
scancel "${job}_2"
await gone "${job}_2"
status | grep -E '^2 .*interrupted' || { status; echo "The cancelled element is not shown as interrupted." >&2; exit 1; }
! status | grep 'without a word' || { echo "An element was ended before it had saved." >&2; exit 1; }
again=$(ganbench suite run "$dir/tiny.yaml" --numerics portable --runs-dir "$dir/the shared runs" --executor slurm)
echo "$again"
grep -q "^Submitted 1 of 3 runs" <<<"$again" || { echo "Only the cancelled element was to be submitted." >&2; exit 1; }
for _ in $(seq 900); do [ -z "$(squeue -h)" ] && break; sleep 1; done
status

hash() { sed -n 's/.*"checkpointHash": "\([0-9a-f]*\)".*/\1/p' "$1"; }
for run in "$dir"/local/dcgan-*; do
  id=$(basename "$run")
  here=$(hash "$run/run.json") there=$(hash "$dir/the shared runs/$id/run.json")
  if [ -z "$here" ] || [ "$here" != "$there" ]; then
    echo "$id ended as '$here' here and as '$there' on Slurm." >&2
    exit 1
  fi
  echo "$id ended as $here on both."
done
for seed in 1 2 3; do
  starts=$(sed -n 's/.*"starts": \([0-9]*\).*/\1/p' "$dir/the shared runs"/dcgan-glyphs-s$seed-*/run.json)
  [ "$starts" -ge 2 ] || { echo "The element of seed $seed was started $starts times: it was not interrupted." >&2; exit 1; }
done
echo "Requeued, out of time or cancelled, all elements were started again and ended with the same bits."
