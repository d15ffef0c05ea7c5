"""torchvision's ResNet-50 with Keras' weights and layout, from the files that bench/vision/exchange.ts writes."""

import json
import os

import numpy as np
import torch
import torchvision

MEAN = [103.939, 116.779, 123.68]
EPSILON = 1.001e-5


def read_weights(folder):
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


def last_map(net, x):
    x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
    return net.layer4(net.layer3(net.layer2(net.layer1(x))))
