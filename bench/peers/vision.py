"""torchvision's ResNet-50 with Keras' weights and layout, as one worker process: vision.py REQUEST (see bench/vision/request.ts)"""

import json
import os
import resource
import sys
import time

import numpy as np
import torch

from resnet50 import MEAN, build, last_map, read_weights

SIZE = 256

request = json.loads(sys.argv[1])
folder = request["folder"]
torch.set_num_threads(request["threads"])

net = build(read_weights(folder))
mean = torch.tensor(MEAN).reshape(1, 3, 1, 1)


@torch.no_grad()
def extract(pixels):
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).flip(1) - mean
    return last_map(net, x).permute(0, 2, 3, 1).contiguous().numpy()


compared = np.fromfile(os.path.join(folder, "pixels.bin"), dtype=np.float32).reshape(-1, SIZE, SIZE, 3)
regions = extract(compared)
if request["index"] == 0:
    regions.tofile(os.path.join(folder, "regions.bin"))
images = np.ascontiguousarray(compared[np.arange(request["batch"]) % len(compared)])
extract(images)

open(os.path.join(folder, f"ready-{request['index']}"), "w").close()
while sum(name.startswith("ready-") for name in os.listdir(folder)) < request["workers"]:
    time.sleep(0.005)
start = time.perf_counter()
done = 0
while time.perf_counter() - start < request["seconds"]:
    extract(images)
    done += request["batch"]
print(
    json.dumps(
        {
            "images": done,
            "seconds": time.perf_counter() - start,
            "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "version": f"torch {torch.__version__}, {torch.get_num_threads()} threads",
        }
    )
)
