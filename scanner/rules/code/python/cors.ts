import { textOf } from '../../../syntax/source.ts'
import { constantText, followName, isTrue, optionOf } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

/** Methods of headers that take a name and a value. */
const setters = ['set_header', 'set', 'add', 'setdefault', '__setitem__']

export const cors: CodeRule = {
  ...papersFor('python', 'cors', 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS', 'read'),
  query: {
    literals: ['CORS', 'Access-Control-Allow-Origin', 'access-control-allow-origin', 'cross_origin'],
    calls: ['CORS', 'add_middleware', 'cross_origin', 'CORSMiddleware', ...setters],
    settings: [
      'CORS_ORIGIN_ALLOW_ALL',
      'CORS_ALLOW_ALL_ORIGINS',
      'CORS_ORIGIN_REGEX_WHITELIST',
      'CORS_ALLOWED_ORIGIN_REGEXES',
      'Access-Control-Allow-Origin',
      'access-control-allow-origin',
    ],
  },
  judge: judgeOrigin,
  matches: [
    `CORS_ALLOWED_ORIGIN_REGEXES = [r'^.*$']`,
    `from flask_cors import CORS
CORS(app, supports_credentials=True, origins='*')  # here`,
    `from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=['*'], allow_credentials=True)`,
    `CORS_ORIGIN_ALLOW_ALL = True`,
    `from flask_cors import CORS
CORS(app)`,
    `from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=['*'])`,
    `response.headers.add('Access-Control-Allow-Origin', '*')`,
    `from flask import request
def answer(response):
    response.headers['Access-Control-Allow-Origin'] = request.headers['Origin']`,
  ],
  misses: [
    `CORS_ALLOWED_ORIGIN_REGEXES = [r'^https://\\w+\\.example\\.com$']`,
    `from flask_cors import CORS
CORS(app, origins=['https://example.com'], supports_credentials=True)`,
    `from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)`,
    `CORS_ORIGIN_ALLOW_ALL = False`,
    `from flask_cors import CORS
CORS(app, resources={r'/api/*': {'origins': 'https://example.com'}})`,
  ],
}

const openToAll: CodeVerdict = {
  severity: 'low',
  confidence: 'medium',
  note: 'any site may, without credentials',
}

const isOfAnswer = (name: string): boolean => name.toLowerCase() === 'access-control-allow-origin'

function judgeOrigin({ source, how, node, name, path, args, value }: Site): CodeVerdict | undefined {
  if (how === 'setting') {
    if (value === null) return undefined
    if (name.includes('REGEX'))
      return /^[[(]\s*r?(["'])\^?\.[*+]\$?\1/.test(textOf(source, value)) ? judgeDjango(source) : undefined
    if (!isOfAnswer(name))
      return isTrue(source, value) && node.type === 'assignment' ? judgeDjango(source) : undefined
    return judgeHeader(source, value)
  }
  if (setters.includes(name))
    return args[1] !== undefined && isOfAnswer(constantText(source, args[0]!.value) ?? '')
      ? judgeHeader(source, args[1].value)
      : undefined
  if (name === 'add_middleware' && !/CORSMiddleware/.test(textOf(source, node))) return undefined
  const origins = optionOf(source, node, 'allow_origins') ?? optionOf(source, node, 'origins')
  const withCredentials =
    isTrue(source, optionOf(source, node, 'allow_credentials')) ||
    isTrue(source, optionOf(source, node, 'supports_credentials'))
  const isAny =
    origins === undefined
      ? /CORS$|cross_origin/.test(name) &&
        path.startsWith('flask') &&
        !/origins|\*\*/.test(textOf(source, node))
      : /^\[?\s*r?["']\^?\.?[*+]\$?["']/.test(textOf(source, followName(source, origins)))
  if (!isAny) return undefined
  return withCredentials ? { confidence: 'high', note: 'any site may, with credentials' } : openToAll
}

/** django-cors-headers answers with the site's own name, so that browsers take the credentials, only where they are allowed. */
function judgeDjango(source: Site['source']): CodeVerdict {
  return /^\s*CORS_ALLOW_CREDENTIALS\s*=\s*True\b/m.test(source.text)
    ? { confidence: 'high', note: 'any site may, with credentials' }
    : { severity: 'low', note: 'any site may, without credentials' }
}

function judgeHeader(source: Site['source'], value: NonNullable<Site['value']>): CodeVerdict | undefined {
  if (constantText(source, value) === '*') return openToAll
  return traceOf(source, value, 'redirect').trust === 'untrusted'
    ? { confidence: 'high', note: 'the site that asks decides' }
    : undefined
}
