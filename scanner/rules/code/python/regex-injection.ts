import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const regexInjection: CodeRule = taintRule(
  'python',
  'regex-injection',
  {
    url: 'https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS',
    checked: 'read',
  },
  {
    kind: 'object',
    literals: ['re.', 'import re'],
    sinks: [
      {
        calls: ['compile', 'match', 'search', 'fullmatch', 'findall', 'finditer', 'sub', 'split'],
        path: /^re\.\w+$/,
        local: 'nothing',
      },
    ],
    matches: [
      `import re
from flask import request
def find():
    return re.search(request.args['pattern'], TEXT)  # here`,
    ],
    misses: [
      `import re
from flask import request
def find():
    return re.search(re.escape(request.args['text']), TEXT)`,
      `import re
from flask import request
def find():
    return re.search('^a+$', request.args['text'])`,
    ],
  },
)
