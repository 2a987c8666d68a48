import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const templateInjection: CodeRule = taintRule(
  'javascript',
  'template-injection',
  {
    url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection',
    checked: 'read',
  },
  {
    kind: 'template',
    literals: [
      'ejs',
      'pug',
      'jade',
      'andlebars',
      'nunjucks',
      'ustache',
      'template',
      'doT',
      'dust',
      'hogan',
      'eta',
      'twig',
      'swig',
      'iquid',
      'vash',
    ],
    sinks: [
      {
        calls: [
          'render',
          'compile',
          'renderString',
          'parse',
          'renderAsync',
          'compileAsync',
          'renderStringAsync',
          'parseAndRender',
          'parseAndRenderSync',
          'template',
          'precompile',
          'compileClient',
        ],
        path: /^(?:ejs|pug|jade|handlebars|Handlebars|hbs|nunjucks|mustache|Mustache|_|lodash|doT|dot|dust|dustjs-linkedin|hogan|Hogan|hogan\.js|eta|Eta|twig|Twig|swig|art-template|liquidjs|engine|liquid|env|nunjucksEnv|vash|underscore|Template7|Sqrl|squirrelly|whiskers|Hogan|velocityjs|marko|eta\.Eta\(\))\.(?:render|compile|renderString|parse|renderAsync|compileAsync|parseAndRender|parseAndRenderSync|template|precompile|compileClient)$|^(?:lodash|lodash\.template|ejs|pug|handlebars|nunjucks|mustache|lodash)\.(?:render|compile|renderString|template)$|^lodash\.template$/,
        notPath: /^(?:_|lodash|engine|env)\.(?:render|compile|parse)$/,
      },
    ],
    matches: [
      `const pug = require('pug')
       app.get('/', (req, res) => {
         const page = pug.compile('h1 ' + req.query.title) // here
       })`,
      `import ejs from 'ejs'
       app.post('/', (req, res) => res.end(ejs.render(req.body.template, {})))`,
      `app.post('/', (req, res) => { const { body } = req; nunjucks.renderString(body.text) })`,
    ],
    misses: [
      `const pug = require('pug')
       pug.compile('h1 title')`,
      `import ejs from 'ejs'
       app.get('/', (req, res) => ejs.render('<%= name %>', { name: req.query.name }))`,
      `app.get('/', (req, res) => res.render('index', { name: req.query.name }))`,
    ],
  },
)
