"""torchvision's ResNet-50 with Keras' weights and layout, as one worker process: vision.py REQUEST (see bench/vision/request.ts)"""

import json
import os
import resource
import sys
import time

import numpy as np
import torch
import torchvision

SIZE = 256
MEAN = [103.939, 116.779, 123.68]
EPSILON = 1.001e-5

request = json.loads(sys.argv[1])
folder = request["folder"]
torch.set_num_threads(request["threads"])


def read_weights():
    values = np.fromfile(os.path.join(folder, "weights.bin"), dtype=np.float32)
    weights, at = {}, 0
    for entry in json.load(open(os.path.join(folder, "weights.json"))):
        count = int(np.prod(entry["shape"]))
        weights[entry["name"]] = torch.from_numpy(values[at : at + count].reshape(entry["shape"]))
        at += count
    return weights


def transplant(weights, convolution, normalisation, name):
    """torchvision's convolutions have no bias: it goes into the mean that the next batch normalisation subtracts."""
    conv, norm = f"{name}_conv/", f"{name}_bn/"
    convolution.weight.data = weights[conv + "kernel"].permute(3, 2, 0, 1).contiguous()
    normalisation.weight.data = weights[norm + "gamma"]
    normalisation.bias.data = weights[norm + "beta"]
    normalisation.running_mean.data = weights[norm + "moving_mean"] - weights[conv + "bias"]
    normalisation.running_var.data = weights[norm + "moving_variance"]
    normalisation.eps = EPSILON


def build(weights):
    net = torchvision.models.resnet50()
    transplant(weights, net.conv1, net.bn1, "conv1")
    for stage, layer in enumerate([net.layer1, net.layer2, net.layer3, net.layer4], start=2):
        for number, block in enumerate(layer, start=1):
            name = f"conv{stage}_block{number}"
            # Keras halves the map in the first convolution of a block, torchvision in the second.
            block.conv1.stride, block.conv2.stride = block.conv2.stride, (1, 1)
            for i in (1, 2, 3):
                transplant(weights, getattr(block, f"conv{i}"), getattr(block, f"bn{i}"), f"{name}_{i}")
            if block.downsample is not None:
                transplant(weights, block.downsample[0], block.downsample[1], f"{name}_0")
    return net.eval()


net = build(read_weights())
mean = torch.tensor(MEAN).reshape(1, 3, 1, 1)


@torch.no_grad()
def extract(pixels):
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).flip(1) - mean
    x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
    x = net.layer4(net.layer3(net.layer2(net.layer1(x))))
    return x.permute(0, 2, 3, 1).contiguous().numpy()


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
