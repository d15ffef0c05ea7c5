import { expect, it } from 'vitest';
import { backboneDefinitions } from './definitions';
import { kerasLayerOrder } from './keras-layer-order';

/** As in files that Keras 3.15 wrote, whose attributes give both the number and the name. */
it('counts the layers of a class as Keras does: the convolution of a shortcut comes before the last one of its block', () => {
  const order = kerasLayerOrder(backboneDefinitions['resnet-50'].network);
  const first = [...order].filter(([, { kind }]) => kind === 'conv2d').map(([name]) => name);
  expect(first.slice(0, 8)).toEqual([
    'conv1_conv',
    'conv2_block1_1_conv',
    'conv2_block1_2_conv',
    'conv2_block1_0_conv',
    'conv2_block1_3_conv',
    'conv2_block2_1_conv',
    'conv2_block2_2_conv',
    'conv2_block2_3_conv',
  ]);
  expect(order.get('conv5_block3_3_conv')).toEqual({ kind: 'conv2d', index: 52 });
  expect(order.get('predictions')).toEqual({ kind: 'dense', index: 0 });
});
