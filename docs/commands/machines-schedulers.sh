# Needs: a cluster
# region parallel
parallel --line-buffer --tag rs-sam extract data/nwpu --shard {}/16 --out features/nwpu-{} ::: $(seq 16)
rs-sam extract merge features/nwpu-* --out features/nwpu
# endregion parallel
# region ssh
parallel --line-buffer --tag --sshloginfile hosts.txt --wd /shared/archive \
  rs-sam index tiles --checkpoint pretrained:rsicd-ucm-t2i --shard {}/16 --out gallery-{} ::: $(seq 16)
rs-sam index merge gallery-* --out gallery
# endregion ssh
# region submit
job=$(sbatch --parsable slurm.sh)
sbatch --dependency=afterok:$job --wrap "rs-sam extract merge features/nwpu-* --out features/nwpu"
# endregion submit
