import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const codeInjection: CodeRule = taintRule(
  'python',
  'code-injection',
  { url: 'https://docs.python.org/3/library/functions.html#eval', checked: 'read' },
  {
    kind: 'code',
    literals: [
      'eval',
      'exec(',
      'execfile',
      'compile(',
      '__import__',
      'import_module',
      'InteractiveConsole',
      'runcode',
      'run_code',
      'runsource',
      'globals()',
      'run_string',
    ],
    sinks: [
      {
        calls: ['eval', 'exec', 'execfile'],
        path: /^(?:builtins\.|__builtins__\.)?(?:eval|exec|execfile)$/,
        unknown: 'medium',
      },
      {
        // pandas: `@name` in an expression reaches any object.
        calls: ['eval', 'query'],
        path: /^(?:pd|pandas|df\w*|\w+_df|frame)\.(?:eval|query)$/,
        local: 'nothing',
        when: ({ source }) => /\bpandas\b/.test(source.text),
      },
      { calls: ['compile'], path: /^(?:builtins\.)?compile$/ },
      {
        calls: ['push', 'runcode', 'runsource', 'run_code'],
        path: /(?:console|interpreter|code\.Interactive\w+\(\)|_xxsubinterpreters|_testcapi|_interpreters)\.\w+$/i,
        takes: 'all',
        unknown: 'medium',
      },
      {
        // The interpreter that runs it comes first.
        calls: ['run_string'],
        path: /^(?:_xxsubinterpreters|_interpreters)\.run_string$/,
        takes: [1],
        unknown: 'medium',
      },
      { calls: ['import_module', '__import__'], path: /(?:^|\.)(?:import_module|__import__)$/ },
    ],
    matches: [
      `from flask import request
def calculate():
    return str(eval(request.args['expression']))  # here`,
      `def run(code):
    exec(code)`,
      `def view(request):
    exec("x = %s" % request.POST['x'])`,
    ],
    misses: [
      `import _xxsubinterpreters
_xxsubinterpreters.run_string(_xxsubinterpreters.create(), 'print(1)')`,
      `eval('1 + 1')`,
      `import ast
def read(text):
    return ast.literal_eval(text)`,
      `def check(model):
    model.eval()`,
      `df.eval(expression)`,
      `CODE = 'x = 1'
exec(CODE)`,
    ],
  },
)
