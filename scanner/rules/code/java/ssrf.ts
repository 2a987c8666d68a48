import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isOpenHost } from '../python/ssrf.ts'
import { taintRule } from '../taint-rule.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace']
const clients = /org\.apache\.(?:http|hc)\b|org\.springframework\.http\b/

export const ssrf: CodeRule = taintRule(
  'java',
  'ssrf',
  'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
  {
    kind: 'url',
    literals: [
      'URL(',
      'RestTemplate',
      'WebClient',
      'HttpClient',
      'HttpGet',
      'HttpPost',
      'Jsoup',
      'OkHttp',
      'URI',
      'openStream',
      'Socket(',
    ],
    sinks: [
      {
        calls: ['URL'],
        path: /^(?:java\.net\.)?URL$/,
        local: 'nothing',
        when: ({ source }, _value, trace) =>
          isOpenHost(trace) && /openConnection|openStream|getContent|IOUtils|ImageIO/.test(source.text),
      },
      {
        calls: [
          'getForObject',
          'getForEntity',
          'postForObject',
          'postForEntity',
          'exchange',
          'put',
          'delete',
          'execute',
          'headForHeaders',
          'patchForObject',
          'postForLocation',
          'optionsForAllow',
        ],
        path: /(?:restTemplate|template|RestTemplate\(\)|rest)\.\w+$/i,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['uri'],
        path: /(?:webClient|newBuilder\(\)|get\(\)|post\(\)|put\(\)|method\(\)|client)\.uri$/i,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: [
          'HttpGet',
          'HttpPost',
          'HttpPut',
          'HttpDelete',
          'HttpHead',
          'HttpPatch',
          'HttpOptions',
          'HttpTrace',
          'HttpUriRequestBase',
        ],
        path: /(?:^|\.)Http\w+$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        // Apache HttpClient 4 and 5.
        calls: [...methods, 'create', 'method', 'setUri', 'newHttpRequest'],
        path: /(?:^|\.)(?:RequestBuilder|(?:Classic|Simple|Basic|Async)?(?:Http)?Requests?(?:Builder)?|\w*RequestFactory|RequestEntity)(?:\.\w+\(\))*\.\w+$/,
        takes: [0, 1],
        local: 'nothing',
        when: ({ source }, _value, trace) => isOpenHost(trace) && clients.test(source.text),
      },
      {
        calls: [
          'BasicHttpRequest',
          'BasicHttpEntityEnclosingRequest',
          'BasicClassicHttpRequest',
          'SimpleHttpRequest',
          'HttpHost',
          'RequestEntity',
        ],
        path: /(?:^|\.)\w+$/,
        takes: [0, 1, 2],
        local: 'nothing',
        when: ({ source }, _value, trace) => isOpenHost(trace) && clients.test(source.text),
      },
      {
        calls: ['newBuilder', 'target', 'resource'],
        path: /(?:^|\.)(?:HttpRequest\.newBuilder|(?:[cC]lient|newClient\(\))\w*\.(?:target|resource))$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['connect'],
        path: /(?:^|\.)Jsoup\.connect$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['Get', 'Post'],
        path: /(?:^|\.)Request\.(?:Get|Post)$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['url'],
        path: /Request\.Builder\(\)\.url$/,
        local: 'nothing',
        when: ({ source }, value, trace) => isOpenHost(trace) && textOf(source, value) !== '',
      },
      { calls: ['Socket'], path: /^(?:java\.net\.)?Socket$/, local: 'nothing' },
    ],
    matches: [
      `class A { void load(HttpServletRequest request) throws Exception {
  URL url = new URL(request.getParameter("url")); // here
  url.openConnection();
} }`,
      `class A { @GetMapping("/load") String load(@RequestParam String url) { return restTemplate.getForObject(url, String.class); } RestTemplate restTemplate; }`,
    ],
    misses: [
      `class A { void load(HttpServletRequest request) throws Exception { new URL("https://api.example.com/items/" + request.getParameter("id")).openConnection(); } }`,
      `class A { void load(String url) throws Exception { new URL(url).openConnection(); } }`,
    ],
  },
)
