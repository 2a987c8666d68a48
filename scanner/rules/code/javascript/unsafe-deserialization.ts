import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const unsafeDeserialization: CodeRule = taintRule(
  'javascript',
  'unsafe-deserialization',
  { url: 'https://github.com/luin/serialize#security-warning', checked: 'read' },
  {
    kind: 'data',
    literals: ['serialize', 'yaml', 'cryo', 'funcster', 'Serialize', 'bson'],
    sinks: [
      {
        calls: ['unserialize'],
        path: /serialize\w*\.unserialize$|^unserialize$|^node-serialize\b/i,
        unknown: 'medium',
      },
      {
        calls: ['deserialize', 'deepDeserialize', 'parse'],
        // V8's own format holds data only.
        path: /^(?:serialize-to-js|serializeToJs|sjs|funcster|cryo|serialijse|serializer)\.(?:deserialize|deepDeserialize|parse)$|^(?:deserialize)$/,
        unknown: 'low',
      },
      {
        calls: ['load', 'loadAll'],
        path: /^(?:js-yaml|yaml|jsyaml|YAML)\.load(?:All)?$/,
        untrusted: 'medium',
        remark: 'js-yaml makes functions of texts up to version 3, and none since 4',
      },
    ],
    matches: [
      `const serialize = require('node-serialize')
       app.get('/', (req, res) => {
         serialize.unserialize(req.cookies.profile) // here
       })`,
      `const yaml = require('js-yaml')
       app.post('/', (req, res) => yaml.load(req.body.text))`,
    ],
    misses: [
      `const yaml = require('js-yaml')
       yaml.load(fs.readFileSync('a.yml', 'utf8'))`,
      `app.post('/', (req, res) => JSON.parse(req.body.text))`,
      `const v8 = require('v8')
       app.post('/', (req, res) => v8.deserialize(req.body))`,
      `const yaml = require('js-yaml')
       app.post('/', (req, res) => yaml.safeLoad(req.body.text))`,
    ],
  },
)
