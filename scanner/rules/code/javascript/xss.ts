import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { constantText, followName, isFalse, isTrue, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { saidBefore } from '../said-before.ts'
import { type Sink, taintRule } from '../taint-rule.ts'

const typeOfAnswer =
  /(?:Content-Type['"]?\s*[,:]|\.type\()\s*(?<type>['"][^'"]*['"]|[\w.]+\(?)|\.writeHead\(/gi
const notPages =
  /^['"]?(?:text\/(?:plain|csv|xml|javascript|css)|application\/(?!xhtml)|image\/|json|text['"])/i

/** Whether what was said last before of the answer's type is that it is no page. */
const saysOtherType = (site: Site): boolean => notPages.test(saidBefore(site, lastTypeIn) ?? '')

/** A head without a type leaves that of a page. */
function lastTypeIn(text: string): string | undefined {
  const last = [...text.matchAll(typeOfAnswer)].at(-1)
  return last === undefined ? undefined : (last.groups?.['type'] ?? '')
}

/** Who calls a value `html` says that it is: where nothing more is known, that it is meant so. */
const isNoMarkup: Sink['when'] = ({ source }, value, { trust }) =>
  trust === 'untrusted' ||
  !/^[\w$.]*(?:html|markup|svg|tpl|template|rendered)\w*$/i.test(textOf(source, value))

/** The text of an expression, and of what the names in it stand for. */
const withNames = (source: Source, value: Node): string => {
  const own = textOf(source, followName(source, value))
  const more = value.namedChildren.flatMap((pair) => {
    const inner =
      pair?.childForFieldName('value') ?? (pair?.type === 'shorthand_property_identifier' ? pair : null)
    return inner === null ? [] : [textOf(source, followName(source, inner))]
  })
  const name = source.dialect.names.has(value.type) ? textOf(source, value) : ''
  const changes = name === '' ? '' : source.text.split(`${name}.set(`).slice(1).join(' ').slice(0, 500)
  return [own, ...more, changes].join(' ').slice(0, 2000)
}

/** Objects and numbers are sent as JSON. */
const isText = (source: Source, value: Node): boolean =>
  !/^(?:object|array|number|true|false|null)$/.test(value.type) &&
  !/^req(?:uest)?\.body$/.test(textOf(source, value))

const isPageOfLambda = (answer: string): boolean =>
  /\bstatusCode\b/.test(answer) && /content-type['"]?\s*:\s*['"`]text\/html/i.test(answer)

/** `Mustache.escape = (text) => text` */
const givesBack = (source: Source, value: Node): boolean =>
  /^(?:function\s*\w*\s*)?\(?\s*(?<name>\w+)\s*\)?\s*(?:=>)?\s*(?:\{\s*return\s+)?\k<name>\s*;?\s*\}?$/.test(
    textOf(source, value).slice(0, 200),
  )

/** Where escaping is switched off. */
function judgeEscaping({ source, how, node, name, path, args, value }: Site): CodeVerdict | undefined {
  const isOff =
    how === 'setting'
      ? name === 'escape'
        ? /^(?:[mM]ustache)\.escape\b/.test(textOf(source, node)) &&
          value !== null &&
          givesBack(source, value)
        : isFalse(source, value)
      : name === 'enabled'
        ? path === '$sceProvider.enabled' && isFalse(source, args[0]?.value)
        : path === 'serialize-javascript' && isTrue(source, optionOf(source, node, 'unsafe'))
  return isOff ? { confidence: 'medium', severity: 'medium', note: 'nothing is escaped' } : undefined
}

export const xss: CodeRule = taintRule(
  'javascript',
  'xss',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'html',
    literals: [
      'innerHTML',
      'outerHTML',
      'srcdoc',
      '__html',
      'document.write',
      'insertAdjacentHTML',
      '.send(',
      '.write(',
      '.end(',
      'bypassSecurityTrust',
      'createContextualFragment',
      '.html(',
      '.append(',
      'ctx.body',
      'SafeString',
      '.body',
      'new Response(',
      'new NextResponse(',
      'setAttribute(',
      'd3.',
      "$('<",
      '$("<',
      '$(`<',
      '$(location',
      '$(window.',
      '$(document.location',
      '.location.search',
      'HTMLUnsafe',
      'execCommand(',
      '$sce.',
      'angular.element',
      'sendMail',
      'escapeMarkup',
      'ustache.escape',
      'statusCode',
      '$sceProvider',
      'serialize-javascript',
    ],
    sinks: [
      {
        settings: ['innerHTML', 'outerHTML', 'srcdoc', '__html'],
        unknown: 'medium',
        local: 'low',
        when: isNoMarkup,
      },
      {
        calls: ['write', 'writeln'],
        path: /(?:^|\.)(?:document|contentDocument)\.(?:write|writeln)$/,
        takes: 'all',
        unknown: 'medium',
      },
      { calls: ['insertAdjacentHTML'], takes: [1], unknown: 'medium' },
      { calls: ['setHTMLUnsafe', 'parseHTMLUnsafe'], path: /\./, unknown: 'medium' },
      {
        calls: ['setInnerHTMLUnsafe', 'setOuterHTMLUnsafe', 'insertAdjacentHTMLUnsafe'],
        path: /(?:^|\.)Utilities\.\w+$/,
        takes: [-1],
        unknown: 'medium',
      },
      {
        calls: ['execCommand'],
        path: /(?:^|\.)document\.execCommand$/,
        takes: [2],
        when: ({ source, args }) => /insertHTML/i.test(textOf(source, args[0]!.value)),
      },
      {
        // AngularJS: what is trusted is not cleaned any more.
        calls: ['trustAsHtml', 'trustAsJs', 'trustAsResourceUrl', 'trustAsUrl', 'trustAsCss', 'trustAs'],
        path: /(?:^|\.)\$sce\.\w+$/,
        takes: [-1],
        unknown: 'medium',
      },
      {
        calls: [
          'createContextualFragment',
          'bypassSecurityTrustHtml',
          'bypassSecurityTrustScript',
          'bypassSecurityTrustResourceUrl',
        ],
        path: /\./,
        unknown: 'medium',
      },
      {
        calls: ['sendMail'],
        path: /\.sendMail$/,
        takes: ['html'],
        when: (_site, _value, { trust }) => trust === 'untrusted',
      },
      {
        calls: ['element'],
        path: /^angular\.element$/,
        when: (_site, _value, { trust, prefix }) => trust === 'untrusted' && prefix === '',
      },
      { calls: ['SafeString'], path: /(?:^|\.)(?:[hH]andlebars|hbs)\.SafeString$/, unknown: 'medium' },
      {
        calls: [
          'html',
          'append',
          'prepend',
          'after',
          'before',
          'replaceWith',
          'wrap',
          'insertAfter',
          'insertBefore',
        ],
        path: /^(?:\$|jQuery|angular\.element)\(\)|^\$\w+\.|^d3\.\w+\(\)|^\w*[eE]lement\.html$/,
        built: 'medium',
        when: isNoMarkup,
      },
      {
        calls: ['$', 'jQuery'],
        path: /^(?:\$|jQuery)$/,
        // What begins otherwise is a selector, as a fragment is with its `#`.
        when: ({ source }, value, { prefix, trust }) =>
          prefix.trimStart().startsWith('<') ||
          (trust === 'untrusted' && prefix === '' && !/\blocation\.hash\b(?!\.)/.test(textOf(source, value))),
        built: 'medium',
      },
      {
        calls: ['send', 'write', 'end'],
        path: /^(?:this\.)?(?:res|response|resp|reply|_res|ctx\.res)(?:\.(?:status|code|type|set|header)\(\))*\.(?:send|write|end)$/,
        when: (site, value, { trust }) =>
          trust === 'untrusted' && isText(site.source, value) && !saysOtherType(site),
      },
      {
        calls: ['Response', 'NextResponse'],
        path: /^(?:Response|NextResponse|next\/server\.NextResponse)$/,
        when: ({ source, args }, value, { trust }) =>
          trust === 'untrusted' &&
          isText(source, value) &&
          args[1] !== undefined &&
          /text\/html/i.test(withNames(source, args[1].value)),
      },
      {
        calls: ['setAttribute', 'attr'],
        path: /\./,
        takes: [1],
        local: 'nothing',
        // `javascript:` runs as an address, anything in an attribute that is a script.
        when: ({ source, args }, _value, { prefix, isLed }) =>
          /^(?:on\w+|srcdoc)$/i.test(constantText(source, args[0]?.value ?? null) ?? '') ||
          (prefix === '' &&
            !isLed &&
            /^(?:href|src|xlink:href|action|formaction)$/i.test(
              constantText(source, args[0]?.value ?? null) ?? '',
            )),
      },
      {
        // What a Lambda function answers.
        settings: ['body'],
        local: 'nothing',
        when: ({ source, node }, value, { trust }) =>
          trust === 'untrusted' &&
          node.type === 'pair' &&
          isText(source, value) &&
          isPageOfLambda(textOf(source, node.parent ?? node).slice(0, 2000)),
      },
      {
        settings: ['body'],
        when: ({ source, node }, value, { trust }) =>
          trust === 'untrusted' &&
          /^(?:this\.)?ctx\.(?:response\.)?body\b/.test(textOf(source, node)) &&
          isText(source, value),
      },
    ],
    calls: ['serialize', 'enabled'],
    settings: ['escapeMarkup', 'escape'],
    others: judgeEscaping,
    matches: [
      `exports.handler = async (event) => {
         const html = '<p>' + event.name + '</p>'
         return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: html } // here
       }`,
      `const Mustache = require('mustache')
       Mustache.escape = function (text) { return text }`,
      `const serialize = require('serialize-javascript')
       const state = serialize(data, { unsafe: true })`,
      `mustache.escapeMarkup = false`,
      `angular.module('a').config(($sceProvider) => $sceProvider.enabled(false))`,
      `app.post('/', (req, res) => mailer.sendMail({ to, html: '<p>' + req.body.message }))`,
      `angular.element(location.search)`,
      `document.body.setHTMLUnsafe('<b>' + location.hash)`,
      `$scope.page = $sce.trustAsHtml(location.search)`,
      `app.get('/', (req, res) => new Promise((resolve) => resolve(req.query.name)).then((name) => res.send(name)))`,
      `app.get('/', (req, res) => {
         res.send('<h1>Hello ' + req.query.name + '</h1>') // here
       })`,
      `document.getElementById('a').innerHTML = location.hash.slice(1)`,
      `function show(text) { box.innerHTML = '<b>' + text + '</b>' }`,
      `export function GET(request) {
         return new Response('<p>' + request.nextUrl.searchParams.get('a'), { headers: { 'Content-Type': 'text/html' } })
       }`,
      `frame.setAttribute('src', new URLSearchParams(location.search).get('page'))`,
      `document.write('<a href="' + document.referrer + '">')`,
      `const View = ({ text }) => <div dangerouslySetInnerHTML={{ __html: text }} />`,
      `$('#a').html('<b>' + location.search + '</b>')`,
      `router.get('/', (ctx) => { ctx.body = \`<p>\${ctx.query.name}</p>\` })`,
    ],
    misses: [
      `exports.handler = async (event) => ({ statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event) })`,
      `Mustache.escape = (text) => quote(text)`,
      `const serialize = require('serialize-javascript')
       const state = serialize(data, { space: 2 })`,
      `feature.enabled(false) // $sce.`,
      `app.post('/', (req, res) => mailer.sendMail({ to, text: req.body.message }))`,
      `app.get('/', (req, res) => res.send('<h1>Hello</h1>'))`,
      `app.get('/', (req, res) => res.json({ name: req.query.name }))`,
      `app.get('/', (req, res) => res.send({ name: req.query.name }))`,
      `app.get('/', (req, res) => res.send('<b>' + escapeHtml(req.query.name) + '</b>'))`,
      `box.innerHTML = '<b>fixed</b>'`,
      `box.innerHTML = DOMPurify.sanitize(location.hash)`,
      `box.textContent = location.hash`,
      `export const GET = (request) => new Response(request.url, { headers: { 'Content-Type': 'text/plain' } })`,
      `image.setAttribute('src', '/images/' + location.hash.slice(1))`,
      `app.get('/', (req, res) => { res.type('text/plain'); res.send(req.query.name) })`,
      `const View = ({ text }) => <div>{text}</div>`,
    ],
  },
)
