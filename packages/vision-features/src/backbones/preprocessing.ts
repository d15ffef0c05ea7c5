/** What a network was trained on: of each pixel 0 … 255, `y_c = x_c · scale − offset_c`, in that order of the channels. */
export interface Preprocessing {
  readonly channels: 'rgb' | 'bgr';
  readonly scale: number;
  /** In the order of `channels`. */
  readonly offset: readonly [number, number, number];
}

/** −1 … 1, as Keras' mode "tf" (`imagenet_utils.py`). */
export const inceptionPreprocessing: Preprocessing = { channels: 'rgb', scale: 1 / 127.5, offset: [1, 1, 1] };

/** ImageNet's mean colour subtracted, as Keras' mode "caffe" (`imagenet_utils.py`). */
export const resNetPreprocessing: Preprocessing = { channels: 'bgr', scale: 1, offset: [103.939, 116.779, 123.68] };
