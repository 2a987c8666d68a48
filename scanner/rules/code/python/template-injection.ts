import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const templateInjection: CodeRule = taintRule(
  'python',
  'template-injection',
  {
    url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection',
    checked: 'read',
  },
  {
    kind: 'template',
    literals: ['render_template_string', 'from_string', 'Template(', 'jinja', 'mako'],
    sinks: [
      { calls: ['render_template_string', 'stream_template_string'], takes: [0, 'source'], built: 'medium' },
      {
        calls: ['from_string'],
        path: /(?:env|environment|jinja\w*|Environment\(\)|engine|engines\.\?)\.from_string$/i,
        takes: [0, 'source'],
        built: 'medium',
      },
      {
        calls: ['Template'],
        path: /^(?:jinja2|mako\.template|django\.template|tornado\.template|chameleon|Cheetah\.Template|mako)(?:\.\w+)*\.?Template$/,
        takes: [0, 'text'],
      },
    ],
    matches: [
      `from flask import request, render_template_string
def hello():
    return render_template_string('<h1>Hello ' + request.args['name'] + '</h1>')  # here`,
      `from jinja2 import Template
from flask import request
def hello():
    return Template(request.form['text']).render()`,
      `def hello(name):
    return env.from_string(f'Hello {name}').render()`,
    ],
    misses: [
      `from flask import request, render_template_string
def hello():
    return render_template_string('<h1>Hello {{ name }}</h1>', name=request.args['name'])`,
      `from jinja2 import Template
Template('Hello {{ name }}').render(name=name)`,
      `PAGE = '<h1>a</h1>'
render_template_string(PAGE)`,
    ],
  },
)
