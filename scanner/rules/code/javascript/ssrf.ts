import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import type { Trace } from '../../../syntax/taint/trust.ts'
import { taintRule } from '../taint-rule.ts'

/** What only fills in a part behind the host cannot lead elsewhere. */
export const isOpenHost = ({ prefix, isLed }: Trace): boolean =>
  !isLed && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(prefix) && !/^\/(?!\/)/.test(prefix)

const isServer = ({ from = '' }: Trace): boolean => !/page|message/.test(from)

const clients =
  /^(?:(?:node-fetch|undici|axios|got|request|request-promise(?:-native)?|needle|superagent|ky|http|https|urllib|phin|bent|wreck|@hapi\/wreck|unirest|follow-redirects\.https?|rp|fetch|instance|client|httpClient|api|this\.(?:http|httpService|axios|client))(?:\.default)?(?:\.(?:get|post|put|patch|delete|head|request|fetch|stream|options|default))?|cross-fetch(?:\.fetch)?|isomorphic-fetch)$|(?:^|\.)(?:axios|httpService|http|https)\.(?:get|post|put|patch|delete|head|request)$/

export const ssrf: CodeRule = taintRule(
  'javascript',
  'ssrf',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'url',
    literals: [
      'fetch',
      'axios',
      'got',
      'request',
      'needle',
      'superagent',
      'http',
      'urllib',
      'undici',
      'goto',
      'page.',
      'Page.',
      'Runtime.',
      'addInitScript',
      'phantom',
      'wkhtmlto',
      'net.',
      'tls.',
      'JSDOM',
      'WebSocket(',
    ],
    sinks: [
      {
        calls: [
          'fetch',
          'axios',
          'got',
          'request',
          'needle',
          'superagent',
          'ky',
          'rp',
          'get',
          'post',
          'put',
          'patch',
          'delete',
          'head',
          'stream',
          'default',
          'phin',
        ],
        path: clients,
        takes: [0, 'url', 'uri', 'baseURL', 'host', 'hostname'],
        local: 'nothing',
        when: (_site: Site, value, trace) => value.type !== 'object' && isOpenHost(trace) && isServer(trace),
      },
      {
        calls: ['needle', 'request'],
        path: /^needle(?:\.request)?$/,
        takes: [1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace) && isServer(trace),
      },
      {
        calls: ['connect', 'createConnection', 'fromURL', 'WebSocket'],
        path: /^(?:client|socket|sock)\.connect$|^(?:net|tls)\.(?:connect|createConnection)$|(?:^|\.)JSDOM\.fromURL$|^(?:ws|WebSocket|ws\.WebSocket)$/,
        takes: [0, 1, 'host'],
        local: 'nothing',
        when: (_site, value, trace) => value.type !== 'object' && isOpenHost(trace) && isServer(trace),
      },
      { calls: ['generate'], path: /^wkhtmlto(?:image|pdf)\.generate$/, local: 'nothing' },
      {
        calls: ['goto', 'open', 'openUrl', 'navigate', 'wkhtmltopdf'],
        path: /\b(?:page|browser|tab|driver|phantom)\w*\.\w+$|^wkhtmltopdf$/i,
        takes: [0, 'url'],
        local: 'nothing',
        when: (_site, value, trace) => value.type !== 'object' && isOpenHost(trace) && isServer(trace),
      },
      {
        // What a browser on a server shows asks for images, frames and scripts from there.
        calls: ['setContent', 'setDocumentContent', 'printToPDF'],
        path: /\bpage\w*\.\w+$/i,
        takes: [0, 'html', 'headerTemplate', 'footerTemplate'],
        local: 'nothing',
        when: (_site, value, trace) => value.type !== 'object' && isServer(trace),
      },
      {
        calls: ['property'],
        path: /\bpage\w*\.property$/i,
        takes: [1],
        local: 'nothing',
        when: ({ source, args }) => constantText(source, args[0]!.value) === 'content',
      },
      {
        // What runs in its page can ask wherever this server can.
        calls: [
          'evaluate',
          'evaluateHandle',
          'evaluateOnNewDocument',
          'evaluateJavaScript',
          'addInitScript',
          'addScriptTag',
          'compileScript',
        ],
        path: /\b(?:page|frame|context|browser|runtime)\w*\.\w+$/i,
        takes: 'all',
        built: 'medium',
        local: 'nothing',
        when: (_site, value, trace) => value.type !== 'object' && isServer(trace),
      },
      {
        calls: ['evaluate', 'compileScript'],
        path: /(?:^|\.)Runtime\.\w+$/,
        takes: ['expression'],
        built: 'medium',
        local: 'nothing',
      },
    ],
    matches: [
      `app.get('/', async (req, res) => { await page.setContent('<p>' + req.body.text) })`,
      `app.get('/', async (req, res) => { await page.evaluate((address) => fetch(address), req.query.address) })`,
      `app.get('/', async (req, res) => { await Page.navigate({ url: req.query.address }) }) // http`,
      `const wkhtmltopdf = require('wkhtmltopdf')
       app.get('/', (req, res) => wkhtmltopdf(req.query.address))`,
      `app.get('/', async (req, res) => {
         const answer = await fetch(req.query.url) // here
       })`,
      `const axios = require('axios')
       app.post('/', (req, res) => axios.get('http://' + req.body.host + '/status'))`,
      `const request = require('request')
       router.get('/', (req, res) => { const options = { url: req.query.target }; request(options) })`,
      `const net = require('net')
       app.post('/', (req, res) => net.connect(80, req.body.host))`,
      `exports.handler = async (event) => fetch(event.queryStringParameters.url)`,
    ],
    misses: [
      `app.get('/', async (req, res) => {
         const { url } = req.query
         const target = new URL(url)
         if (!allowed.has(url)) return res.status(400).end()
         res.send(await fetch(target))
       })`,
      `app.get('/', async (req, res) => { await page.goto('https://example.com/' + req.params.id) })`,
      `async function read(page, text) { await page.setContent(text) }`,
      `app.get('/', (req, res) => fetch('https://api.example.com/items/' + req.query.id))`,
      `function load(url) { return fetch(url) }`,
      `app.get('/', (req, res) => {
         const url = new URL(req.query.url)
         if (!allowedHosts.includes(url.hostname)) return res.sendStatus(400)
         return fetch(url)
       })`,
      `app.get('/', (req, res) => fetch(config.address, { headers: { name: req.query.name } }))`,
    ],
  },
)
