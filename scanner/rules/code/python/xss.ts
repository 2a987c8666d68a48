import { enclosing, functionName, textOf } from '../../../syntax/source.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

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
        when: (site) => !saysOtherType(site),
      },
      {
        calls: ['write', 'finish'],
        path: /^self\.(?:write|finish|response\.write|response\.out\.write)$/,
        local: 'nothing',
        when: ({ source }, value) =>
          /RequestHandler|webapp2/.test(source.text) && value.type !== 'dictionary',
      },
    ],
    calls: ['Environment', 'Template'],
    settings: ['autoescape'],
    others: judgeEscaping,
    matches: [
      `from django.utils.safestring import mark_safe
def title(request):
    return mark_safe('<b>' + request.GET['title'] + '</b>')  # here`,
      `from django.http import HttpResponse
def show(request):
    return HttpResponse('<p>%s</p>' % request.GET.get('name'))`,
      `from flask import make_response, request
def show():
    return make_response(f"<p>{request.args['name']}</p>")`,
      `import jinja2
env = jinja2.Environment(autoescape=False)`,
      `from markupsafe import Markup
def bold(text):
    return Markup('<b>' + text + '</b>')`,
    ],
    misses: [
      `from django.utils.safestring import mark_safe
mark_safe('<b>a</b>')`,
      `from django.http import HttpResponse
from django.utils.html import escape
def show(request):
    return HttpResponse('<p>' + escape(request.GET['name']) + '</p>')`,
      `from django.http import HttpResponse
def show(request):
    return HttpResponse(request.GET['name'], content_type='text/plain')`,
      `import jinja2
env = jinja2.Environment(autoescape=True)`,
      `from django.utils.html import format_html
def bold(text):
    return format_html('<b>{}</b>', text)`,
    ],
  },
)

const saysOtherType = ({ source, node }: Site): boolean =>
  /(?:content_type|mimetype|media_type)\s*=\s*['"](?!text\/html)/.test(textOf(source, node).slice(0, 2000)) ||
  /\bjson\.dumps\(/.test(textOf(source, node).slice(0, 300)) ||
  /json|csv|download|export/i.test(
    functionName(source, enclosing(node, source.dialect.functions) ?? source.root),
  )

/** Jinja escapes only where it is told to. */
function judgeEscaping({ source, how, node, path, name, value }: Site): CodeVerdict | undefined {
  if (how === 'setting')
    return name === 'autoescape' && isFalse(source, value) && /keyword_argument|assignment/.test(node.type)
      ? { confidence: 'medium', severity: 'medium', note: 'nothing is escaped' }
      : undefined
  if (name !== 'Environment' || path !== 'jinja2.Environment') return undefined
  return /\bautoescape\b|\*\*/.test(textOf(source, node))
    ? undefined
    : { confidence: 'medium', severity: 'medium', note: '`autoescape` is not set, and off by default' }
}
