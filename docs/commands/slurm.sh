# Needs: Slurm
# region job
#!/bin/bash
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --time=2:00:00
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
trap 'kill "$job"' TERM
rs-sam extract data/nwpu --shard "$SLURM_ARRAY_TASK_ID/16" --workers 4 --out "features/nwpu-$SLURM_ARRAY_TASK_ID" &
job=$!
status=0
wait "$job" || wait "$job" || status=$?  # the signal ends the first wait, not the job
if [ "$status" = 130 ]; then scontrol requeue "$SLURM_JOB_ID"; fi
exit "$status"
# endregion job
