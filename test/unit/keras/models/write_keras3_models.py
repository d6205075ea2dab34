"""Writes the keras3-*.json files beside this script with Keras 3, and what Keras says of them to keras3-facts.json.

    pip install keras jax && KERAS_BACKEND=jax python write_keras3_models.py
"""

import json
import math
import pathlib

import keras
from keras import layers


def mlp():
    return keras.Sequential(
        [
            keras.Input((8,)),
            *(layers.Dense(32, activation="tanh") for _ in range(4)),
            layers.Dense(3, activation="softmax"),
        ],
        name="mlp",
    )


def residual_convolutions():
    """ResNet of He et al. 2015: h is added to a normalised z, and the sum is activated."""
    x = inputs = keras.Input((16, 16, 3))
    x = layers.Conv2D(8, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    for _ in range(3):
        shortcut = x
        x = layers.Conv2D(8, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.Conv2D(8, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
        x = layers.ReLU()(layers.Add()([layers.BatchNormalization()(x), shortcut]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x), name="residual_convolutions")


def preactivation():
    """z^(m+1) = z^m + W tanh(z^m) + b, the sum written as an operator."""
    inputs = keras.Input((4,))
    z = layers.Dense(16)(inputs)
    for _ in range(5):
        z = z + layers.Dense(16)(layers.Activation("tanh")(z))
    return keras.Model(inputs, layers.Dense(1)(layers.Activation("tanh")(z)), name="preactivation")


def projection():
    """The second block halves the image, so that its shortcut has weights of its own."""
    x = inputs = keras.Input((12, 12, 1))
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(x)
    main = layers.Conv2D(8, 3, strides=2, padding="same")(x)
    x = layers.ReLU()(layers.Add()([main, layers.Conv2D(8, 1, strides=2, name="shortcut")(x)]))
    x = layers.Flatten()(x)
    return keras.Model(inputs, layers.Dense(10)(x), name="projection")


def attention():
    """A transformer's encoder."""
    inputs = keras.Input((20,), dtype="int32")
    x = layers.Embedding(50, 16)(inputs)
    for _ in range(2):
        attended = layers.MultiHeadAttention(2, 8)(x, x)
        x = layers.LayerNormalization()(layers.Add()([x, attended]))
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, layers.Dense(2, activation="softmax")(x), name="attention")


def separable():
    return keras.Sequential(
        [
            keras.Input((10, 10, 3)),
            layers.ZeroPadding2D(1),
            layers.Conv2D(6, 3, activation="relu"),
            layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.01),
            layers.SeparableConv2D(5, 3, padding="same", activation="elu"),
            layers.MaxPooling2D(2),
            layers.AveragePooling2D(2, padding="same"),
            layers.SpatialDropout2D(0.1),
            layers.Flatten(),
            layers.Dropout(0.25),
            layers.Dense(4, kernel_regularizer=keras.regularizers.L2(0.01)),
        ],
        name="separable",
    )


def nested():
    """A model inside a model, called twice: its weights are shared."""
    cell = keras.Sequential([keras.Input((6,)), layers.Dense(6, activation="tanh", name="core")], name="cell")
    inputs = keras.Input((6,))
    x = cell(cell(layers.Dense(6, activation="tanh", trainable=False, name="frozen")(inputs)))
    return keras.Model(inputs, layers.Dense(1)(x), name="nested")


def recurrent():
    return keras.Sequential(
        [
            keras.Input((12, 3)),
            layers.LSTM(7, return_sequences=True),
            layers.GRU(5),
            layers.Dense(2),
        ],
        name="recurrent",
    )


folder = pathlib.Path(__file__).parent
facts = {}
for make in (mlp, residual_convolutions, preactivation, projection, attention, separable, nested, recurrent):
    keras.utils.clear_session()
    model = make()
    name = make.__name__.replace("_", "-")
    text = json.dumps(json.loads(model.to_json()), indent=1)
    (folder / f"keras3-{name}.json").write_text(text + "\n")
    facts[name] = {
        "parameters": model.count_params(),
        "trainable": sum(math.prod(w.shape) for w in model.trainable_weights),
        "outputShape": list(model.output_shape[1:]),
        "layers": {
            layer.name: {"parameters": layer.count_params(), "outputShape": list(layer.output.shape[1:])}
            for layer in model.layers
        },
    }
(folder / "keras3-facts.json").write_text(json.dumps(facts, indent=1) + "\n")
