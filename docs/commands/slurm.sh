# Needs: Slurm
# region job
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --time=2:00:00
#SBATCH --requeue
#SBATCH --signal=B:INT@60
exec rs-sam extract data/nwpu --shard "$SLURM_ARRAY_TASK_ID/16" --workers 4 --out "features/nwpu-$SLURM_ARRAY_TASK_ID"
# endregion job
