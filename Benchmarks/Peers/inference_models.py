#!/usr/bin/env python3
"""Makes what the inference suite scores: models and rows, from fixed seeds, into a folder. scripts/peers calls it once.

    inference_models.py make FOLDER        forests A and B as XGBoost UBJSON, LightGBM text and ONNX; lr, mlp, lstm as ONNX; rows as float32
    inference_models.py tl2cgen FOLDER     A as the shared library that TL2cgen and the C compiler make of it
    inference_models.py lleaves FOLDER     A as the object file that lleaves makes of it (in an environment of its own)

A is 100 trees of depth 6 on 30 columns, B 500 trees of depth 8 on 50."""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import subprocess
import sys

FORESTS = {"A": dict(columns=30, trees=100, depth=6, rows=20_000), "B": dict(columns=50, trees=500, depth=8, rows=24_000)}
TEST_ROWS = 10_000


def table(columns, rows, seed):
    """Fat-tailed, correlated columns and a weak label of pairwise effects, so that trees grow to their full depth."""
    import numpy as np

    random = np.random.default_rng(seed)
    mixing = np.eye(columns) + 0.2 * random.normal(size=(columns, columns))
    x = (random.standard_t(4, size=(rows, columns)) @ mixing).astype(np.float32)
    pairs = random.permutation(columns).reshape(-1, 2)
    signal = np.tanh(x) @ random.normal(size=columns) * 0.3
    for left, right in pairs:
        signal += np.where(x[:, left] > 0, 0.5, -0.5) * np.sqrt(np.abs(x[:, right]))
    return x, (signal + random.normal(size=rows) * 1.5 > 0).astype(np.float32)


def forest(name, folder):
    import lightgbm
    import numpy as np
    import xgboost

    shape = FORESTS[name]
    x, y = table(shape["columns"], shape["rows"] + TEST_ROWS, seed=11)
    train, label = x[: shape["rows"]], y[: shape["rows"]]
    x[shape["rows"] :].tofile(f"{folder}/rows-{name}.f32")
    booster = xgboost.train(
        dict(objective="binary:logistic", max_depth=shape["depth"], eta=0.03, tree_method="hist", max_bin=128,
             min_child_weight=0.5, subsample=0.8, nthread=1, seed=1),
        xgboost.QuantileDMatrix(train, label=label, max_bin=128, nthread=1), shape["trees"])
    booster.save_model(f"{folder}/{name}.ubj")
    booster.save_model(f"{folder}/{name}.json")
    onnx_forest(f"{folder}/{name}.json", f"{folder}/{name}.onnx")
    os.remove(f"{folder}/{name}.json")
    lightgbm.train(
        dict(objective="binary", num_leaves=2 ** shape["depth"], max_depth=shape["depth"], learning_rate=0.03, max_bin=127,
             min_data_in_leaf=5, bagging_fraction=0.8, bagging_freq=1, num_threads=1, seed=1, deterministic=True, verbose=-1),
        lightgbm.Dataset(train.astype(np.float64), label=label), shape["trees"]).save_model(f"{folder}/{name}.txt")


def onnx_forest(source, target):
    """XGBoost's trees as the operator TreeEnsembleClassifier, the form that converters give: the question `value < threshold` is BRANCH_LT, the sum goes
    through LOGISTIC and y holds the probabilities of both classes."""
    import json
    import math

    from onnx import helper

    learner = json.load(open(source))["learner"]
    columns = int(learner["learner_model_param"]["num_feature"])
    base = float(learner["learner_model_param"]["base_score"].strip("[]"))
    nodes = {key: [] for key in ("treeids", "nodeids", "featureids", "modes", "values", "truenodeids", "falsenodeids", "missing_value_tracks_true")}
    leaves = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}
    for number, tree in enumerate(learner["gradient_booster"]["model"]["trees"]):
        for index, left in enumerate(tree["left_children"]):
            leaf = left == -1
            value = float(tree["split_conditions"][index])
            question = (tree["split_indices"][index], "BRANCH_LT", value, left, tree["right_children"][index], int(tree["default_left"][index]))
            for key, field in zip(nodes, (number, index, *((0, "LEAF", 0.0, 0, 0, 0) if leaf else question))):
                nodes[key].append(field)
            if leaf:
                for key, field in zip(leaves, (number, index, 0, value)):
                    leaves[key].append(field)
    fields = {f"nodes_{key}": value for key, value in nodes.items()} | {f"class_{key}": value for key, value in leaves.items()}
    node = helper.make_node(
        "TreeEnsembleClassifier", ["x"], ["label", "y"], domain="ai.onnx.ml", classlabels_int64s=[0, 1], post_transform="LOGISTIC",
        base_values=[math.log(base / (1 - base))], **fields)
    save(classifier([node], "forest", columns), target)


def classifier(nodes, name, columns):
    from onnx import TensorProto, helper

    return helper.make_graph(
        nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", columns])],
        [helper.make_tensor_value_info("label", TensorProto.INT64, ["n"]), helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2])])


def save(graph, path):
    import onnx
    from onnx import helper

    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def networks(folder):
    """lr: scaler and logistic regression in scikit-learn's export form; mlp 50-64-32-1; lstm of 32 cells on 20 steps of 16 columns."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(5)

    def weights(*shape, scale=1.0):
        return (random.normal(size=shape) * scale).astype(np.float32)

    def graph(name, nodes, inputs, constants):
        return helper.make_graph(
            nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", *inputs])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", None])],
            [numpy_helper.from_array(value, key) for key, value in constants.items()])

    random.standard_t(4, size=(TEST_ROWS, 50)).astype(np.float32).tofile(f"{folder}/rows-50.f32")
    random.normal(size=(TEST_ROWS // 10, 20, 16)).astype(np.float32).tofile(f"{folder}/rows-lstm.f32")

    coefficients = weights(50, scale=0.3)
    make = helper.make_node
    save(classifier([
        make("Scaler", ["x"], ["scaled"], domain="ai.onnx.ml", offset=weights(50, scale=0.1), scale=1 / (1 + np.abs(weights(50)))),
        make("LinearClassifier", ["scaled"], ["label", "y"], domain="ai.onnx.ml", classlabels_ints=[0, 1], multi_class=0,
             post_transform="LOGISTIC", coefficients=np.concatenate([-coefficients, coefficients]), intercepts=[-0.1, 0.1])],
        "lr", 50), f"{folder}/lr.onnx")

    save(graph("mlp", [
        make("Gemm", ["x", "w1", "b1"], ["h1"]), make("Relu", ["h1"], ["r1"]), make("Gemm", ["r1", "w2", "b2"], ["h2"]), make("Relu", ["h2"], ["r2"]),
        make("Gemm", ["r2", "w3", "b3"], ["h3"]), make("Sigmoid", ["h3"], ["y"])], [50], dict(
        w1=weights(50, 64, scale=0.15), b1=weights(64, scale=0.1), w2=weights(64, 32, scale=0.12), b2=weights(32, scale=0.1),
        w3=weights(32, 1, scale=0.2), b3=weights(1, scale=0.1))), f"{folder}/mlp.onnx")
    save(graph("lstm", [
        make("Transpose", ["x"], ["steps"], perm=[1, 0, 2]), make("LSTM", ["steps", "w", "r", "b"], ["all", "last", "cell"], hidden_size=32),
        make("Squeeze", ["last", "axis"], ["h"]), make("Gemm", ["h", "wo", "bo"], ["y"])], [20, 16], dict(
        w=weights(1, 128, 16, scale=0.25), r=weights(1, 128, 32, scale=0.17), b=weights(1, 256, scale=0.1), wo=weights(32, 1, scale=0.25),
        bo=np.zeros(1, np.float32), axis=np.array([0], np.int64))), f"{folder}/lstm.onnx")


def make(folder):
    os.makedirs(folder, exist_ok=True)
    networks(folder)
    for name in FORESTS:
        forest(name, folder)


def tl2cgen(folder):
    import tl2cgen
    import treelite

    sources = f"{folder}/tl2cgen-A"
    tl2cgen.generate_c_code(treelite.frontend.load_xgboost_model(f"{folder}/A.ubj", format_choice="ubjson"), dirpath=sources, params={"parallel_comp": 16})
    files = [f"{sources}/{name}" for name in sorted(os.listdir(sources)) if name.endswith(".c")]
    subprocess.check_call(["cc", "-O3", "-march=native", "-fPIC", "-std=c99", "-shared", "-o", f"{folder}/tl2cgen-A.so", *files, "-lm"])


def lleaves(folder):
    import lleaves

    model = lleaves.Model(model_file=f"{folder}/A.txt")
    model.compile(cache=f"{folder}/lleaves-A.o", fcodemodel="large", froot_func_name="lleaves_root")


if __name__ == "__main__":
    {"make": make, "tl2cgen": tl2cgen, "lleaves": lleaves}[sys.argv[1]](sys.argv[2])
