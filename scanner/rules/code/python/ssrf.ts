import type { Trace } from '../../../syntax/taint/trust.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

/** What only fills in a part behind the host cannot lead elsewhere. */
export const isOpenHost = ({ prefix, isLed }: Trace): boolean =>
  !isLed && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(prefix) && !/^\/(?!\/)/.test(prefix)

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'send', 'stream']

export const ssrf: CodeRule = taintRule(
  'python',
  'ssrf',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'url',
    literals: [
      'requests',
      'urlopen',
      'urlretrieve',
      'httpx',
      'aiohttp',
      'urllib',
      'http.client',
      'httplib',
      'pycurl',
      'AsyncHTTPClient',
      'azure',
      'httplib2',
    ],
    sinks: [
      {
        calls: methods,
        path: /^(?:requests(?:\.Session\(\)|\.session\(\))?|httpx(?:\.(?:Async)?Client\(\))?|aiohttp\.ClientSession\(\)|\w*session|self\.session|client|self\.client|http|grequests|urllib3\.PoolManager\(\)|treq)\.\w+$/,
        takes: [0, 'url'],
        local: 'nothing',
        when: ({ source }, _value, trace) =>
          isOpenHost(trace) && /requests|httpx|aiohttp|urllib3|treq/.test(source.text),
      },
      {
        calls: ['request'],
        path: /^(?:requests|httpx|aiohttp|urllib3|urllib3\.PoolManager\(\)|aiohttp\.ClientSession\(\)|http|\w*session|client|conn)\.request$/,
        takes: [1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['urlopen', 'urlretrieve', 'Request', 'URLopener', 'urlopen2', 'fetch'],
        path: /^(?:urllib\d?(?:\.request)?|six\.moves\.urllib\.request)\.(?:urlopen|urlretrieve|Request)$|^(?:urlopen|urlretrieve)$|HTTPClient\(\)\.fetch$|http_client\.fetch$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['stream'],
        path: /^httpx(?:\.(?:Async)?Client\(\))?\.stream$/,
        takes: [1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['request'],
        path: /^(?:httplib2\.Http\(\)|h)\.request$/,
        local: 'nothing',
        when: ({ source }, _value, trace) => source.text.includes('httplib2') && isOpenHost(trace),
      },
      {
        // Azure's clients send their credentials to the address that they are made with.
        calls: [
          'SecretClient',
          'KeyClient',
          'CertificateClient',
          'BlobServiceClient',
          'ShareServiceClient',
          'QueueServiceClient',
          'from_blob_url',
          'from_file_url',
          'from_container_url',
          'from_queue_url',
          'download_blob_from_url',
          'upload_blob_to_url',
        ],
        path: /^azure\./,
        takes: [0, 'vault_url', 'account_url', 'blob_url', 'file_url'],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['HTTPConnection', 'HTTPSConnection'],
        path: /^(?:http\.client|httplib)\.\w+$/,
        local: 'nothing',
      },
    ],
    matches: [
      `import aiohttp
from flask import request
async def load():
    async with aiohttp.request('GET', request.args['url']) as answer:  # here
        return await answer.text()`,
      `import requests
from flask import request
def load():
    url = request.args['url']
    if not url.startswith('https://'):
        abort(400)
    return requests.get(url).text  # here`,
      `import requests
from flask import request
def load():
    return requests.get(request.args['url']).text  # here`,
      `import urllib.request
def view(request):
    return urllib.request.urlopen(request.GET.get('url'))`,
      `import httpx
from fastapi import FastAPI
app = FastAPI()
@app.get('/proxy')
async def proxy(url: str):
    return httpx.get('http://' + url)`,
    ],
    misses: [
      `import requests
from flask import request
def load():
    return requests.get('https://api.example.com/items/' + request.args['id'])`,
      `import requests
def load(url):
    return requests.get(url)`,
      `import requests
from flask import request
def load():
    url = request.args['url']
    if urlparse(url).hostname not in HOSTS:
        abort(400)
    return requests.get(url)`,
      `import requests
from flask import request
def load():
    return requests.post(ADDRESS, json={'name': request.args['name']})`,
    ],
  },
)
