import type { Node } from 'web-tree-sitter'
import { enclosing, functionName, type Source, textOf } from '../../../syntax/source.ts'
import { entriesOf } from '../../../syntax/entries.ts'
import { returnsOf } from '../../../syntax/functions.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import { followName, isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

/** Of `(body, status, headers)` only the first is the page. */
const isOfBody = (source: Source, value: Node): boolean => {
  const tuple = followName(source, value)
  const body = tuple.type === 'tuple' ? tuple.namedChild(0) : null
  return body === null || traceOf(source, body, 'html').trust === 'untrusted'
}

const isPageOfLambda = (answer: string): boolean =>
  /\bstatusCode\b/.test(answer) && /content-type['"]\s*:\s*['"]text\/html/i.test(answer)

const routes = ['route', 'get', 'post', 'put', 'delete', 'patch']

export const xss: CodeRule = taintRule(
  'python',
  'xss',
  { url: 'https://docs.djangoproject.com/en/stable/_modules/django/utils/safestring/', checked: 'read' },
  {
    kind: 'html',
    literals: [
      'mark_safe',
      'Markup',
      'HttpResponse',
      'make_response',
      'SafeString',
      'autoescape',
      'Response(',
      'self.write',
      'html_safe',
      'SafeText',
      'format_html',
      'flask',
      'bottle',
      'pyramid',
      'statusCode',
    ],
    sinks: [
      {
        calls: ['mark_safe', 'SafeString', 'SafeText', 'SafeUnicode', 'SafeBytes'],
        path: /(?:^|\.)(?:mark_safe|SafeString|SafeText|SafeUnicode|SafeBytes)$/,
        unknown: 'medium',
      },
      { calls: ['Markup'], path: /(?:^|\.)Markup$/, built: 'medium' },
      {
        calls: [
          'HttpResponse',
          'HttpResponseBadRequest',
          'HttpResponseNotFound',
          'HttpResponseForbidden',
          'HttpResponseServerError',
        ],
        path: /(?:^|\.)HttpResponse\w*$/,
        takes: [0, 'content'],
        local: 'nothing',
        when: (site) => !saysOtherType(site),
      },
      {
        calls: ['make_response', 'Response', 'HTMLResponse'],
        path: /^(?:flask\.(?:make_response|Response)|(?:fastapi|starlette)\.responses\.HTMLResponse|aiohttp\.web\.Response|web\.Response|werkzeug\.\w+)$|^HTMLResponse$/,
        takes: [0, 'content', 'text', 'response'],
        local: 'nothing',
        when: (site, value) =>
          !saysOtherType(site) && value.type !== 'dictionary' && isOfBody(site.source, value),
      },
      {
        // Pyramid's and WebOb's are pages unless they say otherwise.
        calls: ['Response'],
        path: /^(?:pyramid\.response|webob)\.Response$/,
        takes: [0, 'body', 'text'],
        local: 'nothing',
        when: (site) => !saysOtherType(site),
      },
      {
        settings: ['body', 'text', 'unicode_body'],
        local: 'nothing',
        when: ({ source, node }) =>
          /^request\.response\.\w+\s*=/.test(textOf(source, node).slice(0, 60)) &&
          /\bpyramid\b/.test(source.text),
      },
      {
        // Lambda: what a function answers.
        settings: ['body'],
        local: 'nothing',
        when: ({ source, node }, value) =>
          node.type === 'pair' &&
          value.type !== 'dictionary' &&
          isPageOfLambda(textOf(source, node.parent ?? node).slice(0, 2000)),
      },
      {
        // Django's answer, written in pieces.
        calls: ['write', 'writelines'],
        path: /^(?:response|resp|res)\.(?:write|writelines)$/,
        local: 'nothing',
        when: (site) => /\bdjango\b/.test(site.source.text) && !saysOtherType(site),
      },
      {
        calls: ['write', 'finish'],
        path: /^self\.(?:write|finish|response\.write|response\.out\.write)$/,
        local: 'nothing',
        when: ({ source }, value) =>
          /RequestHandler|webapp2/.test(source.text) && value.type !== 'dictionary',
      },
    ],
    calls: ['Environment', 'Template', ...routes],
    settings: ['autoescape'],
    others: (site) => judgeEscaping(site) ?? judgeReturns(site),
    matches: [
      `from pyramid.response import Response
def show(request):
    return Response('<p>%s</p>' % request.params['name'])  # here`,
      `def lambda_handler(event, context):
    html = '<p>' + event['name'] + '</p>'
    return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': html}  # here`,
      `import jinja2
options = {'autoescape': False, 'trim_blocks': True}
env = jinja2.Environment(**options)`,
      `from django.http import HttpResponse
def show(request):
    response = HttpResponse()
    response.write('<p>' + request.GET['name'])  # here
    return response`,
      `from django.utils.safestring import mark_safe
def title(request):
    return mark_safe('<b>' + request.GET['title'] + '</b>')  # here`,
      `from django.http import HttpResponse
def show(request):
    return HttpResponse('<p>%s</p>' % request.GET.get('name'))`,
      `from flask import make_response, request
def show():
    return make_response(f"<p>{request.args['name']}</p>")`,
      `from flask import Flask, request
app = Flask(__name__)
@app.route('/hello')
def hello():
    name = request.args.get('name')
    return '<p>Hello ' + name + '</p>'  # here`,
      `import jinja2
env = jinja2.Environment(autoescape=False)`,
      `from markupsafe import Markup
def bold(text):
    return Markup('<b>' + text + '</b>')`,
    ],
    misses: [
      `import json
def lambda_handler(event, context):
    return {'statusCode': 200, 'headers': {'Content-Type': 'application/json'}, 'body': json.dumps(event)}`,
      `from pyramid.response import Response
def show(request):
    return Response(request.params['name'], content_type='text/plain')`,
      `import jinja2
options = {'autoescape': True}
env = jinja2.Environment(**options)`,
      `import jinja2
env = jinja2.Environment(**options)`,
      `import requests
from django.http import HttpResponse
def show(request):
    return HttpResponse(requests.get('https://example.com/' + request.GET['name']))`,
      `from django.utils.safestring import mark_safe
mark_safe('<b>a</b>')`,
      `from django.http import HttpResponse
from django.utils.html import escape
def show(request):
    return HttpResponse('<p>' + escape(request.GET['name']) + '</p>')`,
      `from django.http import HttpResponse
def show(request):
    return HttpResponse(request.GET['name'], content_type='text/plain')`,
      `from flask import Flask, request
app = Flask(__name__)
@app.route('/hello')
def hello():
    return {'name': request.args.get('name')}`,
      `from flask import Flask, request, render_template
app = Flask(__name__)
@app.route('/hello')
def hello():
    return render_template('hello.html', name=request.args.get('name'))`,
      `from flask import Flask, request
from markupsafe import escape
app = Flask(__name__)
@app.route('/hello/<name>')
def hello(name):
    return f'<p>Hello {escape(name)}</p>'`,
      `import jinja2
env = jinja2.Environment(autoescape=True)`,
      `from django.utils.html import format_html
def bold(text):
    return format_html('<b>{}</b>', text)`,
    ],
  },
)

/** What a function behind an address gives back as text is a page, in Flask and Bottle. */
function judgeReturns({ source, node, path }: Site): CodeVerdict | undefined {
  const decorated = node.parent?.type === 'decorator' ? node.parent.parent : null
  const holder = decorated?.childForFieldName('definition') ?? null
  if (holder === null || !/\./.test(path) || !/\b(?:flask|bottle)\b/.test(source.text)) return undefined
  if (/json|csv|text|download|export|redirect/i.test(functionName(source, holder))) return undefined
  if (/content_type|mimetype|Content-Type|fastapi/i.test(textOf(source, decorated!).slice(0, 5000)))
    return undefined
  for (const value of returnsOf(source, holder)) {
    const body = followName(
      source,
      value.type === 'expression_list' || value.type === 'tuple' ? (value.namedChild(0) ?? value) : value,
    )
    // Objects become JSON.
    if (!/^(?:string|binary_operator|identifier|call|concatenated_string|subscript)$/.test(body.type))
      continue
    const { trust, isBuilt, isGuessed, from } = traceOf(source, value, 'html')
    if (trust !== 'untrusted' || isGuessed || (!isBuilt && !isTextOf(textOf(source, body)))) continue
    return { at: value, note: `a value from ${from ?? 'outside'} becomes part of the page` }
  }
  return undefined
}

const isTextOf = (text: string): boolean =>
  /request\.(?:args|form|values|cookies|headers|query|forms|params)\b/.test(text)

const saysOtherType = ({ source, node }: Site): boolean =>
  /(?:content_type|mimetype|media_type)\s*=\s*['"](?!text\/html)/.test(textOf(source, node).slice(0, 2000)) ||
  /\bjson\.dumps\(/.test(textOf(source, node).slice(0, 300)) ||
  /json|csv|download|export/i.test(
    functionName(source, enclosing(node, source.dialect.functions) ?? source.root),
  )

/** Jinja escapes only where it is told to. */
/** In Django's settings: `'OPTIONS': {'autoescape': False}` of one of `TEMPLATES`. */
const isOfDjango = (source: Source, node: Node): boolean =>
  node.type === 'pair' &&
  /settings/.test(source.path) &&
  /^TEMPLATES\b/m.test(source.text) &&
  /^['"]OPTIONS['"]/.test(node.parent?.parent?.text ?? '')

/** `Environment(**options)` of a dictionary that is written down: whether it leaves escaping off; undefined where that is not known. */
function spreadOptions(source: Source, args: Site['args']): boolean | undefined {
  const [spread, ...others] = args
  if (spread?.value.type !== 'dictionary_splat' || others.length > 0) return undefined
  const given = spread.value.namedChild(0)
  const options = given === null ? null : followName(source, given)
  if (options?.type !== 'dictionary' || textOf(source, options).includes('**')) return undefined
  const own = entriesOf(source, options).find(({ key }) => key === 'autoescape')
  return own === undefined || isFalse(source, own.value)
}

function judgeEscaping({ source, how, node, path, name, args, value }: Site): CodeVerdict | undefined {
  if (how === 'setting')
    return name === 'autoescape' &&
      isFalse(source, value) &&
      (/keyword_argument|assignment/.test(node.type) || isOfDjango(source, node))
      ? { confidence: 'medium', severity: 'medium', note: 'nothing is escaped' }
      : undefined
  if (name !== 'Environment' || path !== 'jinja2.Environment') return undefined
  const isUnset = spreadOptions(source, args)
  return isUnset === false || (isUnset === undefined && /\bautoescape\b|\*\*/.test(textOf(source, node)))
    ? undefined
    : { confidence: 'medium', severity: 'medium', note: '`autoescape` is not set, and off by default' }
}
