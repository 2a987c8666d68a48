import { textOf } from '../../../syntax/source.ts'
import { constantText, followName, isTrue, optionOf } from '../../../syntax/values.ts'
import { isAtLeast } from '../../../syntax/taint/trust.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const pickles =
  /^(?:_?pickle|cPickle|dill|cloudpickle|joblib|shelve|jsonpickle|marshal|pandas|pd|six\.moves\.cPickle|django\.core\.signing\.PickleSerializer)\.(?:\w+\.)*\w+$/
const loaders = [
  'load',
  'loads',
  'Unpickler',
  'decode',
  'open',
  'read_pickle',
  'load_all',
  'unsafe_load',
  'unsafe_load_all',
  'full_load',
  'DbfilenameShelf',
  'PickleSerializer',
  'YAML',
  'Client',
  'Listener',
]

export const unsafeDeserialization: CodeRule = {
  ...papersFor('python', 'unsafe-deserialization', 'https://docs.python.org/3/library/pickle.html', 'read'),
  query: {
    literals: [
      'pickle',
      'Pickle',
      'yaml',
      'marshal',
      'dill',
      'shelve',
      'joblib',
      'torch',
      'numpy',
      'ruamel',
      'allow_pickle',
      'multiprocessing.connection',
    ],
    calls: loaders,
    settings: ['allow_pickle'],
  },
  judge: judgeLoad,
  matches: [
    `import pickle
from flask import request
def read():
    return pickle.loads(request.data)  # here`,
    `import yaml
def read(text):
    return yaml.load(text)  # here`,
    `import yaml
yaml.load(text, Loader=yaml.Loader)`,
    `import dill
def read(file):
    return dill.load(file)`,
    `import marshal
marshal.loads(data)`,
    `from ruamel.yaml import YAML
yaml = YAML(typ='unsafe')`,
    `from multiprocessing.connection import Listener
listener = Listener(('0.0.0.0', 6000), authkey=key)`,
    `import numpy as np
np.load(file, allow_pickle=True)`,
  ],
  misses: [
    `import yaml
yaml.load(text, Loader=yaml.SafeLoader)`,
    `from ruamel.yaml import YAML
yaml = YAML(typ='safe')`,
    `import yaml
yaml.safe_load(text)`,
    `import pickle
pickle.dumps(data)`,
    `import json  # no pickle
json.loads(text)`,
    `import pickle
pickle.loads(pickle.dumps(data))`,
  ],
}

function judgeLoad(site: Site): CodeVerdict | undefined {
  const { source, how, node, name, path, args, value } = site
  if (how === 'setting')
    return isTrue(source, value) && node.type === 'keyword_argument'
      ? { confidence: 'medium', severity: 'medium' }
      : undefined
  if (path === 'ruamel.yaml.YAML')
    return constantText(source, optionOf(source, node, 'typ') ?? null) === 'unsafe' ? {} : undefined
  if (/^(?:ruamel\.)?yaml(?:\.\w+)*\.\w+$/.test(path)) return judgeYaml(site)
  if (/^multiprocessing\.connection\.(?:Client|Listener)$/.test(path))
    return { confidence: 'medium', severity: 'medium', note: 'what the other side sends is unpickled' }
  if (/^torch\.load$/.test(path)) return judgeTorch(site)
  if (!pickles.test(path)) return undefined
  if (
    /^(?:shelve|jsonpickle)\./.test(path) !== /^(?:open|decode|DbfilenameShelf)$/.test(name) &&
    /^(?:open|decode|DbfilenameShelf)$/.test(name)
  )
    return undefined
  const given = args[0]?.value
  // What was written a moment before.
  if (given !== undefined && /^(?:c?[pP]ickle|dill|marshal)\.dumps\(/.test(textOf(source, given)))
    return undefined
  return judgeBytes(site)
}

/** Since PyTorch 2.6 `weights_only` is on where nothing is said. */
function judgeTorch(site: Site): CodeVerdict | undefined {
  const weightsOnly = optionOf(site.source, site.node, 'weights_only')
  if (isTrue(site.source, weightsOnly)) return undefined
  const verdict = judgeBytes(site)
  return weightsOnly !== undefined || verdict?.note === undefined
    ? verdict
    : { ...verdict, confidence: 'medium', severity: 'medium', note: `${verdict.note}, before PyTorch 2.6` }
}

function judgeYaml({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (name === 'unsafe_load' || name === 'unsafe_load_all') return judgeBytes({ source, args })
  if (name !== 'load' && name !== 'load_all') return undefined
  if (path.startsWith('ruamel.yaml.YAML')) return undefined
  const loader = optionOf(source, node, 'Loader') ?? args[1]?.value
  if (loader !== undefined && /(?<![uU]n)[sS]afe|BaseLoader|FullLoader/.test(textOf(source, loader)))
    return undefined
  return judgeBytes({ source, args })
}

/** Surely grave only where the bytes come from outside; else whoever may write the file. */
function judgeBytes({ source, args }: Pick<Site, 'source' | 'args'>): CodeVerdict | undefined {
  const given = args[0]?.value
  if (given === undefined) return { confidence: 'medium', severity: 'medium' }
  const { trust, from, isGuessed } = traceOf(source, given, 'data')
  if (constantText(source, given) !== undefined) return undefined
  // What this program has put together itself.
  if (trust === 'constant' && !/open\(|\.read\(/.test(textOf(source, followName(source, given))))
    return undefined
  return isAtLeast(trust, 'untrusted') && !isGuessed
    ? { confidence: 'high', note: `bytes from ${from ?? 'outside'} reach it` }
    : { confidence: 'medium', severity: 'medium', note: 'whoever can write what it reads can run code here' }
}
