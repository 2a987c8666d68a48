import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const unsafeDeserialization: CodeRule = taintRule(
  'javascript',
  'unsafe-deserialization',
  'https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html',
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
        path: /^(?:v8|serialize-to-js|serializeToJs|sjs|funcster|cryo|serialijse|serializer)\.(?:deserialize|deepDeserialize|parse)$|^(?:deserialize)$/,
        unknown: 'low',
      },
      { calls: ['load', 'loadAll'], path: /^(?:js-yaml|yaml|jsyaml|YAML)\.load(?:All)?$/ },
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
      `const yaml = require('js-yaml')
       app.post('/', (req, res) => yaml.safeLoad(req.body.text))`,
    ],
  },
)
