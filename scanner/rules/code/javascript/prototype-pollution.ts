import { isTrue } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const prototypePollution: CodeRule = taintRule(
  'javascript',
  'prototype-pollution',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'object',
    literals: [
      'merge',
      'defaultsDeep',
      'lodash',
      'extend',
      'setWith',
      'set(',
      'zipObjectDeep',
      'dot-prop',
      'object-path',
    ],
    sinks: [
      {
        calls: [
          'merge',
          'mergeWith',
          'defaultsDeep',
          'zipObjectDeep',
          'deepmerge',
          'mergeDeep',
          'deepMerge',
          'merge-deep',
          'assignDeep',
        ],
        path: /^(?:_|lodash|lodash\.\w+|deepmerge|merge|mergeDeep|deepMerge|merge-deep|assign-deep|hoek|@hapi\/hoek|just-extend|lodash\/\w+)(?:\.\w+)?$/,
        takes: 'all',
        local: 'nothing',
        when: (_site, _value, { isBuilt }) => !isBuilt,
      },
      {
        calls: ['set', 'setWith', 'update', 'updateWith'],
        path: /^(?:_|lodash|lodash\.set|dot-prop|dotProp|object-path|objectPath|object-path-set)(?:\.\w+)?$/,
        takes: [1],
        local: 'nothing',
      },
      {
        calls: ['extend'],
        path: /^(?:\$|jQuery|_|lodash|node\.extend|extend|util)(?:\.extend)?$/,
        takes: 'all',
        local: 'nothing',
        when: ({ source, args, path }) =>
          /^(?:extend|_|lodash)/.test(path) ? isTrue(source, args[0]?.value) : isTrue(source, args[0]?.value),
      },
    ],
    matches: [
      `const _ = require('lodash')
       app.post('/', (req, res) => {
         _.merge(settings, req.body) // here
       })`,
      `const _ = require('lodash')
       app.post('/', (req, res) => _.set(store, req.body.path, req.body.value))`,
      `app.post('/', (req, res) => $.extend(true, {}, req.body))`,
    ],
    misses: [
      `const _ = require('lodash')
       _.merge(settings, { a: 1 })`,
      `function combine(a, b) { return _.merge(a, b) }`,
      `app.post('/', (req, res) => Object.assign({}, req.body))`,
      `app.post('/', (req, res) => _.set(store, 'name', req.body.name))`,
    ],
  },
)
