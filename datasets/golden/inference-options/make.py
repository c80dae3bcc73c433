#!/usr/bin/env python3
"""One small model for each option of XGBoost and LightGBM that changes the file or its meaning. make.py [xgboost|lightgbm]... adds the cases of the
installed version to this folder and to manifest.json; inputs and outputs in the format of ../inference."""
import json, os, sys
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
F, N = 5, 400


def data(categorical, seed=1):
    r = np.random.default_rng(seed)
    X = r.normal(size=(N, F))
    X[:, 1] = np.round(X[:, 1] * 4) / 4
    X[:, 2] = r.integers(0, 5, N) * (r.random(N) < 0.6)
    if categorical:
        X[:, 0], X[:, 3] = r.integers(0, 12, N), r.integers(0, 40, N)
    s = X[:, 4] + X[:, 1] * X[:, 2] + np.sin(3 * X[:, 0]) + X[:, 3] % 3
    X[r.random((N, F)) < 0.15] = np.nan
    return X, s


def rows(X, categorical, finite):
    r = np.random.default_rng(5)
    special = [0, -0.0, 1e-36, -1e-36, 1.0000000180025095e-35, 2e-35, 2.5, -0.5, -0.9, 7.7, np.nan, 40, 64, 11]
    if not finite:
        special += [np.inf, -np.inf, 1e300]
    return np.vstack([X[:25], np.array(special)[r.integers(0, len(special), (25, F))]])


def label(kind, s):
    return {
        'real': s, 'binary': (s > np.median(s)).astype(int), 'unit': 1 / (1 + np.exp(-s)), 'count': np.floor(np.exp(s / 2)).clip(0, 50),
        'positive': np.exp(s / 2), 'class': np.digitize(s, np.quantile(s, [.33, .66])), 'targets': np.stack([s, -2 * s, np.cos(s)], 1),
    }[kind]


def write(name, framework, version, objective, save, files, X, outputs, digits, manifest, missing=None):
    folder = os.path.join(HERE, name)
    os.makedirs(folder, exist_ok=True)
    for file in files:
        save(os.path.join(folder, file))
    with open(os.path.join(folder, 'input.csv'), 'w') as f:
        f.write(','.join(f'f{i}' for i in range(F)) + '\n')
        f.writelines(','.join('nan' if np.isnan(v) else repr(float(v)) for v in row) + '\n' for row in X)

    def number(v):
        if not np.isfinite(v):
            return 'nan' if np.isnan(v) else 'inf' if v > 0 else '-inf'
        return int(v) if isinstance(v, (int, np.integer)) else float('%.*g' % (digits, v))

    text = {k: {'dtype': str(v.dtype), 'shape': list(v.shape), 'values': [number(x) for x in v.ravel()]} for k, v in outputs.items()}
    json.dump({'outputs': text}, open(os.path.join(folder, 'expected.json'), 'w'))
    case = {'case': name, 'framework': framework, 'version': version, 'files': files, 'objective': objective, 'rows': len(X), 'features': F,
            'outputs': list(outputs), 'notes': ''}
    if missing is not None:
        case['missing'] = missing
    manifest.append(case)


def xgboost(manifest):
    import xgboost as xgb
    tag = 'xgb' + xgb.__version__.replace('.', '')
    new = xgb.__version__ >= '2'

    def go(name, objective, kind, shap=True, leaf=True, categorical=False, missing=None, **options):
        X, s = data(categorical)
        if missing is not None:
            X = np.where(np.isnan(X), missing, X)
        params = {'objective': objective, 'max_depth': 3, 'eta': .5, 'nthread': 1, 'seed': 3, **({'num_class': 3} if kind == 'class' else {}), **options}
        extra = {'missing': np.nan if missing is None else missing}
        if categorical:
            extra.update(enable_categorical=True, feature_types=['c', 'q', 'q', 'c', 'q'])
        booster = xgb.train(params, xgb.DMatrix(X.astype(np.float32), label(kind, s), **extra), 3)
        Z = rows(X, categorical, True)
        M = xgb.DMatrix(Z.astype(np.float32), **extra)
        out = {'margin': booster.predict(M, output_margin=True), 'predict': booster.predict(M)}
        if leaf:
            out['leaf_index'] = booster.predict(M, pred_leaf=True)
        if shap:
            out['shap_contribs'] = booster.predict(M, pred_contribs=True)
        write(f'{tag}_{name}', 'xgboost', xgb.__version__, objective, booster.save_model, ['model.json' if name == 'poisson' else 'model.ubj'], Z, out, 9,
              manifest, missing)

    go('poisson', 'count:poisson', 'count')
    go('gblinear_classes', 'multi:softprob', 'class', leaf=False, booster='gblinear', max_depth=6)
    go('dart', 'binary:logistic', 'binary', booster='dart', rate_drop=.5)
    go('dart_classes', 'multi:softmax', 'class', booster='dart', rate_drop=.5)
    go('onehot', 'binary:logistic', 'binary', categorical=True, tree_method='hist', max_cat_to_onehot=100)
    go('partition', 'reg:squarederror', 'real', categorical=True, tree_method='hist', max_cat_to_onehot=1)
    go('pruned', 'reg:squarederror', 'real', tree_method='exact', gamma=20., max_depth=5)
    go('hinge', 'binary:hinge', 'binary')
    go('missing', 'reg:tweedie', 'positive', missing=-999.)
    go('parallel', 'binary:logitraw', 'binary', num_parallel_tree=3, subsample=.7)
    go('targets', 'reg:squarederror', 'targets', tree_method='hist')
    if new:
        go('vector', 'reg:squarederror', 'targets', shap=False, tree_method='hist', multi_strategy='multi_output_tree')
        go('vector_classes', 'multi:softprob', 'class', shap=False, tree_method='hist', multi_strategy='multi_output_tree')
        go('quantiles', 'reg:quantileerror', 'real', tree_method='hist', quantile_alpha=[.1, .5, .9])
    go('one_leaf', 'reg:gamma', 'positive', gamma=1e9)


def lightgbm(manifest):
    import lightgbm as lgb
    tag = 'lgb' + lgb.__version__.replace('.', '')

    def go(name, objective, kind, shap=True, categorical=False, names='auto', **options):
        X, s = data(categorical)
        params = {'objective': objective, 'num_leaves': 7, 'learning_rate': .3, 'verbosity': -1, 'num_threads': 1, 'seed': 3, 'deterministic': True,
                  'min_data_in_leaf': 5, **({'num_class': 3} if kind == 'class' else {}), **options}
        booster = lgb.train(params, lgb.Dataset(X, label(kind, s), categorical_feature=[0, 3] if categorical else 'auto', feature_name=names), 3)
        booster = lgb.Booster(model_str=booster.model_to_string())
        Z = rows(X, categorical, False)
        out = {'raw': booster.predict(Z, raw_score=True), 'predict': booster.predict(Z), 'leaf_index': booster.predict(Z, pred_leaf=True)}
        if shap:
            out['shap_contribs'] = np.asarray(booster.predict(Z, pred_contrib=True))
        write(f'{tag}_{name}', 'lightgbm', lgb.__version__, objective, booster.save_model, ['model.txt'], Z, out, 17, manifest)

    go('linear', 'regression', 'real', shap=False, linear_tree=True)
    go('forest', 'binary', 'binary', boosting='rf', bagging_freq=1, bagging_fraction=.6)
    go('sqrt', 'regression', 'positive', reg_sqrt=True)
    go('zero_missing', 'binary', 'binary', zero_as_missing=True, sigmoid=2.5)
    go('no_missing', 'poisson', 'count', use_missing=False)
    go('ova', 'multiclassova', 'class', sigmoid=.7)
    go('categorical', 'multiclass', 'class', categorical=True, min_data_per_group=5, cat_smooth=1)
    go('dart', 'cross_entropy_lambda', 'unit', boosting='dart', drop_rate=.5)
    go('one_leaf', 'binary', 'binary', min_gain_to_split=1e12)
    go('names', 'cross_entropy', 'unit', names=['a=b', 'c', 'd=', '=e', 'é'])


if __name__ == '__main__':
    path = os.path.join(HERE, 'manifest.json')
    old = json.load(open(path)) if os.path.exists(path) else []
    made = []
    for library in sys.argv[1:] or ['xgboost', 'lightgbm']:
        globals()[library](made)
    names = {case['case'] for case in made}
    json.dump(sorted([c for c in old if c['case'] not in names] + made, key=lambda c: c['case']), open(path, 'w'), indent=1)
