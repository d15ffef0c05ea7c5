"""A whole extraction with torchvision's ResNet-50: files decoded by Pillow in a DataLoader, regions of 4 x 4 written as float16.

Argument: a file with the JSON of bench/extract/request.ts. Prints {"seconds", "setting", "version"} as JSON. The time is from the opened network to the
written file. Of several settings, the one that is fastest on the first images is used.
"""

import json
import sys
import time

import numpy as np
import torch
from PIL import Image
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.utils.data import DataLoader, Dataset

from resnet50 import MEAN, build, last_map, read_weights

SIZE, GRID, DEPTH = 256, 4, 2048


class Images(Dataset):
    def __init__(self, files):
        self.files = files

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        with Image.open(self.files[i]) as opened:
            image = opened.convert("RGB")
        if image.size != (SIZE, SIZE):
            image = image.resize((SIZE, SIZE), Image.Resampling.BILINEAR)
        return torch.from_numpy(np.array(image))


def folded(net):
    """The network with its batch normalisations folded into the convolutions."""
    net.conv1, net.bn1 = fuse_conv_bn_eval(net.conv1, net.bn1), torch.nn.Identity()
    for layer in (net.layer1, net.layer2, net.layer3, net.layer4):
        for block in layer:
            for i in (1, 2, 3):
                convolution = fuse_conv_bn_eval(getattr(block, f"conv{i}"), getattr(block, f"bn{i}"))
                setattr(block, f"conv{i}", convolution)
                setattr(block, f"bn{i}", torch.nn.Identity())
            if block.downsample is not None:
                block.downsample = torch.nn.Sequential(fuse_conv_bn_eval(*block.downsample))
    return net


def extract(nets, files, out, setting, batch):
    """Seconds of the extraction of the files."""
    torch.set_num_threads(setting["threads"])
    layout = torch.channels_last if setting["channelsLast"] else torch.contiguous_format
    net = nets[setting["folded"]].to(memory_format=layout)
    mean = torch.tensor(MEAN).reshape(1, 3, 1, 1)
    begin = time.perf_counter()
    rows = np.lib.format.open_memmap(out, "w+", np.float16, (len(files), GRID * GRID, DEPTH))
    done = 0
    with torch.inference_mode():
        for pixels in DataLoader(Images(files), batch, num_workers=setting["workers"]):
            x = (pixels.permute(0, 3, 1, 2).flip(1).float() - mean).contiguous(memory_format=layout)
            regions = torch.nn.functional.adaptive_avg_pool2d(last_map(net, x), GRID).flatten(2).transpose(1, 2)
            rows[done : done + len(regions)] = regions.to(torch.float16).numpy()
            done += len(regions)
    rows.flush()
    return time.perf_counter() - begin


def main():
    request = json.load(open(sys.argv[1]))
    weights = read_weights(request["folder"])
    nets = {False: build(weights), True: folded(build(weights))}
    files, out, batch, settings = request["files"], request["out"], request["batch"], request["settings"]
    if len(settings) > 1:
        first = files[: 8 * batch]
        extract(nets, first, out, settings[0], batch)
        settings = sorted(settings, key=lambda setting: extract(nets, first, out, setting, batch))
    seconds = extract(nets, files, out, settings[0], batch)
    print(json.dumps({"seconds": seconds, "setting": settings[0], "version": f"torch {torch.__version__}"}))


main()
