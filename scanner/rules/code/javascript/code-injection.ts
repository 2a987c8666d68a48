import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const codeInjection: CodeRule = taintRule(
  'javascript',
  'code-injection',
  {
    url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/eval#never_use_direct_eval!',
    checked: 'read',
  },
  {
    kind: 'code',
    literals: [
      'require(`',
      'req.query',
      'req.params',
      'req.body',
      'eval',
      'Function(',
      'setTimeout',
      'setInterval',
      'execScript',
      'compileFunction',
      'vm.',
      "vm'",
      "'vm2",
      'vm2',
      'VM(',
      'runIn',
    ],
    sinks: [
      {
        calls: ['eval', 'execScript'],
        path: /^(?:(?:window|globalThis|global|self)\.)?(?:eval|execScript)$/,
        unknown: 'medium',
      },
      {
        calls: ['Function', 'AsyncFunction', 'GeneratorFunction'],
        path: /^(?:(?:window|globalThis|global)\.)?(?:Async|Generator)?Function$/,
        takes: 'all',
        unknown: 'medium',
      },
      {
        calls: ['setTimeout', 'setInterval', 'setImmediate'],
        path: /^(?:(?:window|globalThis|global|self)\.)?set(?:Timeout|Interval|Immediate)$/,
        built: 'medium',
        when: ({ source }, value) => !/\.bind\([^()]*\)$/.test(textOf(source, value)),
      },
      {
        calls: [
          'runInContext',
          'runInNewContext',
          'runInThisContext',
          'compileFunction',
          'Script',
          'SourceTextModule',
          'VMScript',
        ],
        path: /^(?:vm|node:vm|\w*[vV]m)\.\w+$|^(?:runIn\w+Context|compileFunction|VMScript)$/,
        unknown: 'medium',
      },
      {
        // What the script may use.
        calls: ['runInContext', 'runInNewContext'],
        path: /^(?:vm|node:vm)\.\w+$/,
        takes: [0, 1],
        untrusted: 'medium',
        local: 'nothing',
      },
      { calls: ['run', 'runFile'], path: /\b(?:vm2?|VM|NodeVM|VM2|sandbox)(?:\(\))?\.run(?:File)?$/i },
      {
        calls: ['run'],
        path: /^\w+\.run$/,
        when: ({ source }) => /require\(['"]sandbox['"]\)|from ['"]sandbox['"]/.test(source.text),
      },
      { calls: ['_compile'], path: /\._compile$/ },
      { calls: ['require'], unknown: 'low', unseen: 'nothing', path: /^require$/ },
    ],
    matches: [
      `app.get('/', (req, res) => res.send(String(eval(req.query.expression))))`,
      `const run = (text) => new Function('x', 'return ' + text)`,
      `window.addEventListener('message', (event) => { setTimeout(event.data, 10) })`,
      `const vm = require('vm')
       app.post('/', (req, res) => vm.runInNewContext(req.body.code))`,
      `app.get('/', (req, res) => { const module = require('./plugins/' + req.query.name) })`,
    ],
    misses: [
      `eval('1 + 1')`,
      `setTimeout(() => eval2(req.query.a), 10)`,
      `function later(callback) { setTimeout(callback, 10) }`,
      `const code = 'return 1'
       new Function(code)`,
      `const name = require('./a')`,
    ],
  },
)
