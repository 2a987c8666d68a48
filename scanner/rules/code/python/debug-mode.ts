import { textOf } from '../../../syntax/source.ts'
import { isTrue, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const debugMode: CodeRule = {
  ...papersFor('python', 'debug-mode', 'https://flask.palletsprojects.com/en/stable/debugging/', 'read'),
  query: {
    literals: ['debug', 'DEBUG'],
    calls: ['run', 'Application', 'Flask', 'FastAPI', 'Bottle', 'run_simple', 'Starlette'],
    settings: ['DEBUG', 'debug', 'DEBUG_PROPAGATE_EXCEPTIONS'],
  },
  judge: judgeDebug,
  matches: [
    `from flask import Flask
app = Flask(__name__)
app.run(debug=True)  # here`,
    `DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = []`,
    `from flask import Flask
app = Flask(__name__)
app.config['DEBUG'] = True`,
  ],
  misses: [
    `from flask import Flask
app = Flask(__name__)
app.run(debug=False)`,
    `from flask import Flask
app.run(debug=os.environ.get('DEBUG'))`,
    `DEBUG = True  # any module
print(DEBUG)`,
    `import asyncio
asyncio.run(main(), debug=True)`,
  ],
}

function judgeDebug({ source, how, node, name, path, value }: Site): CodeVerdict | undefined {
  const { text } = source
  if (how === 'call') {
    if (
      !/flask|Flask|bottle|tornado|werkzeug|fastapi|starlette|uvicorn|dash|quart|sanic|aiohttp/.test(text) ||
      path.startsWith('asyncio.')
    )
      return undefined
    const isOn =
      isTrue(source, optionOf(source, node, 'debug')) ||
      (name === 'run_simple' && isTrue(source, optionOf(source, node, 'use_debugger')))
    return isOn ? { confidence: 'high' } : undefined
  }
  if (value === null || !isTrue(source, value) || node.type !== 'assignment') return undefined
  const left = textOf(source, node.childForFieldName('left') ?? node)
  const isDjango =
    /^DEBUG(?:_PROPAGATE_EXCEPTIONS)?$/.test(left) &&
    (/INSTALLED_APPS|ALLOWED_HOSTS|MIDDLEWARE|ROOT_URLCONF/.test(text) ||
      /(?:^|\/)settings\.py$/.test(source.path))
  const isFlask = /^\w*app\w*\.(?:config\[['"]DEBUG['"]\]|debug)$/.test(left) && /flask/i.test(text)
  return isDjango || isFlask ? { confidence: isDjango ? 'medium' : 'high' } : undefined
}
