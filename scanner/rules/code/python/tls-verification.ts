import type { Node } from 'web-tree-sitter'
import { returnsOf } from '../../../syntax/functions.ts'
import { isFalse, constantText, followName, optionOf } from '../../../syntax/values.ts'
import { type Argument, pathOf, type Source } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { renamed } from '../edits.ts'
import { papersFor } from '../papers.ts'

const clients =
  /^(?:requests|httpx|aiohttp|urllib3|session|self\.session|s|client|self\.client|http|boto3)\b|\.(?:get|post|put|patch|delete|head|options|request|Session|Client|AsyncClient)$|^(?:hvac|jira|JIRA|Elasticsearch|elasticsearch)\b/

/** What Python counts as false beside `False`: https://docs.python.org/3/library/stdtypes.html#truth-value-testing */
const falsy = /^(?:0(?:\.0*)?[jJ]?|[bB]?(?:''|"")|\[\]|\{\}|\(\)|(?:set|dict|list|tuple)\(\)|range\(0\))$/

export const tlsVerification: CodeRule = {
  ...papersFor(
    'python',
    'tls-verification',
    'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
    'read',
  ),
  query: {
    calls: [
      '_create_unverified_context',
      '_create_stdlib_context',
      'set_verify',
      'wrap_socket',
      'SSLContext',
      'Context',
      'set_option',
      'setopt',
      'tls_insecure_set',
    ],
    settings: [
      'verify',
      'verify_ssl',
      'verify_mode',
      'check_hostname',
      'cert_reqs',
      'ssl',
      'verify_certs',
      'ssl_verify',
      '_create_default_https_context',
      'disable_ssl_certificate_validation',
      'validate_certs',
      'assert_hostname',
      'tls_insecure',
      'tlsAllowInvalidCertificates',
      'tlsAllowInvalidHostnames',
      'tlsInsecure',
      'ssl_cert_reqs',
      'ssl_check_hostname',
      'validate_cert',
      'validate',
      'ca_certs',
      'PYTHONHTTPSVERIFY',
      'CURL_CA_BUNDLE',
      'REQUESTS_CA_BUNDLE',
    ],
  },
  judge: (site) => {
    const verdict = judgeSetting(site)
    return verdict && unlessAskedFor(site.source, site.node, verdict)
  },
  matches: [
    `from OpenSSL import SSL\ndef accept(connection, certificate, number, depth, ok):\n    return 1\ncontext.set_verify(SSL.VERIFY_PEER, accept)`,
    `import requests\nrequests.get(url, verify=0)`,
    `import requests\nrequests.get(url, verify='')`,
    `import requests\nrequests.get(url, verify=[])`,
    `import requests\nrequests.get(url, verify=0.0)`,
    `import requests\noptions = {'verify': False}\nrequests.get(url, **options)`,
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS)\ncontext.wrap_socket(s, server_hostname=host)`,
    `import ssl, urllib.request\nurllib.request.urlopen(url, context=ssl.SSLContext(ssl.PROTOCOL_TLS))\nother.load_cert_chain(path)`,
    `import ssl\nssl.wrap_socket(s)`,
    `import ldap\nldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)`,
    `from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_PEER, lambda *given: True)`,
    `import pymongo\npymongo.MongoClient(uri, tlsInsecure=True)`,
    `import os\nos.environ['PYTHONHTTPSVERIFY'] = '0'`,
    `import requests\nrequests.get(url, verify=False)`,
    `import ssl\ncontext = ssl._create_unverified_context()`,
    `import ssl\nssl._create_default_https_context = ssl._create_unverified_context`,
    `import ssl\ncontext.verify_mode = ssl.CERT_NONE`,
    `session.verify = False`,
    `import urllib3\nurllib3.PoolManager(cert_reqs='CERT_NONE')`,
    `import urllib3\nurllib3.PoolManager(cert_reqs=None)`,
    `import httpx\nclient = httpx.Client(verify=False)`,
    `from OpenSSL import SSL\ncontext = SSL.Context(SSL.TLS_METHOD)\nconnection = SSL.Connection(context, s)`,
  ],
  misses: [
    `from OpenSSL import SSL\ncontext = SSL.Context(SSL.TLS_METHOD)\ncontext.set_verify(SSL.VERIFY_PEER)`,
    `from OpenSSL import SSL\ncontext = SSL.Context(SSL.TLS_METHOD)\ncontext.use_privatekey_file(path)`,
    `from decimal import Context\ncontext = Context(prec=20)`,
    `import requests\nif not settings.verify_tls:\n    session.verify = False`,
    `import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS)\ncontext.verify_mode = ssl.CERT_REQUIRED`,
    `import ssl\nssl.wrap_socket(s, server_side=True)`,
    `import ssl\ndef wrap(s, **options):\n    return ssl.wrap_socket(s, **options)`,
    `import ssl\ndef connect(s, cert_reqs):\n    return wrap(s, cert_reqs=cert_reqs if strict else None)`,
    `import requests\nrequests.get(url, verify=True)`,
    `import requests\nrequests.get(url, verify=1)`,
    `import requests\nrequests.get(url, verify='/etc/ssl/authority.pem')`,
    `import jwt\njwt.decode(token, verify=False)`,
    `import ssl\ncontext = ssl.create_default_context()`,
  ],
}

function judgeSetting({ source, how, node, name, path, args, value }: Site): CodeVerdict | undefined {
  if (how === 'call') {
    if (name === 'set_verify') return judgeOpenSsl(source, args)
    if (name === 'wrap_socket') return judgeWrap(source, node, path)
    if (name === 'Context') return judgePyOpenSsl(source, node, path)
    if (name === 'SSLContext') return judgeContext(source, node, path, args)
    if (name === 'tls_insecure_set') return /^True$/.test(args[0]?.value.text ?? '') ? {} : undefined
    if (name === 'set_option')
      return args.some((one) => /\bOPT_X_TLS_(?:NEVER|ALLOW)$/.test(pathOf(source, one.value)))
        ? {}
        : undefined
    if (name === 'setopt')
      return /\bSSL_VERIFY(?:PEER|HOST)$/.test(pathOf(source, args[0]?.value ?? null)) &&
        /^(?:0|False)$/.test(args[1]?.value.text ?? '')
        ? {}
        : undefined
    if (path !== `ssl.${name}`) return undefined
    const callee = node.childForFieldName('function')
    return args.length === 0 ? { ...renamed(source, callee, name, 'create_default_context') } : {}
  }
  if (value === null) return undefined
  const isOff = isFalse(source, value) || (name.startsWith('v') && falsy.test(value.text))
  const fix =
    isOff && value.type === 'false'
      ? { edits: [{ start: value.startIndex, end: value.endIndex, text: 'True' }] }
      : {}
  switch (name) {
    case '_create_default_https_context':
      return pathOf(source, value).endsWith('_create_unverified_context')
        ? { ...renamed(source, value, '_create_unverified_context', 'create_default_context') }
        : undefined
    case 'PYTHONHTTPSVERIFY':
      return constantText(source, value) === '0' ? {} : undefined
    case 'CURL_CA_BUNDLE':
    case 'REQUESTS_CA_BUNDLE':
      return constantText(source, value) === '' ? {} : undefined
    case 'ca_certs':
      return /\bduo_client\b/.test(source.text) &&
        /^(?:HTTP|DISABLE)$/.test(constantText(source, value) ?? '')
        ? {}
        : undefined
    case 'validate':
    case 'verify_mode':
    case 'cert_reqs':
    case 'ssl_cert_reqs':
      return /\bCERT_NONE$/.test(pathOf(source, followName(source, value))) ||
        (name !== 'validate' && value.type === 'none') ||
        (name !== 'validate' && /^(?:CERT_)?NONE$/i.test(constantText(source, value) ?? ''))
        ? { ...renamed(source, value, 'CERT_NONE', 'CERT_REQUIRED') }
        : undefined
    case 'disable_ssl_certificate_validation':
    case 'tls_insecure':
    case 'tlsInsecure':
    case 'tlsAllowInvalidHostnames':
    case 'tlsAllowInvalidCertificates':
      return /^True$/.test(value.text) ? {} : undefined
    case 'ssl':
      return isOff && node.type === 'keyword_argument' && /aiohttp|session|connector/i.test(around(node))
        ? {}
        : undefined
    case 'verify': {
      if (!isOff) return undefined
      if (node.type === 'pair') return isSpread(source, node) ? fix : undefined
      if (node.type !== 'keyword_argument')
        return node.childForFieldName('left')?.text.endsWith('.verify') ? fix : undefined
      const call = node.parent?.parent ?? null
      const callee = pathOf(source, call).replace(/\(\)$/, '')
      return clients.test(callee) ? fix : undefined
    }
    case 'check_hostname':
      return isOff && !/default_parameter|pair/.test(node.type) ? { severity: 'medium' } : undefined
    default:
      return isOff && node.type !== 'default_parameter' && node.type !== 'pair' ? fix : undefined
  }
}

/** `options = {'verify': False}` and `requests.get(url, **options)` */
function isSpread(source: Source, pair: Node): boolean {
  const name = pair.parent?.parent?.childForFieldName('left')?.text ?? ''
  return (
    /^\w{1,80}$/.test(name) &&
    new RegExp(String.raw`\b(?:requests|httpx|session|client)\b[\w.]*\([^\n]*\*\*${name}\b`).test(source.text)
  )
}

function judgeOpenSsl(source: Source, args: readonly Argument[]): CodeVerdict | undefined {
  if (args.some(({ value }) => /\bVERIFY_NONE\b/.test(value.text))) return {}
  const given = args[1]?.value
  const callback = given && (source.functions.get(given.text)?.[0] ?? given)
  if (callback === undefined || !source.dialect.functions.has(callback.type)) return undefined
  const returned = returnsOf(source, callback)
  return returned.length > 0 && returned.every((one) => /^(?:True|[1-9]\d*)$/.test(one.text))
    ? { note: 'the function that is asked accepts every certificate' }
    : undefined
}

/** OpenSSL's clients verify nothing unless they are told to: https://docs.openssl.org/3.0/man3/SSL_CTX_set_verify/ */
const judgePyOpenSsl = (source: Source, node: Node, path: string): CodeVerdict | undefined =>
  /(?:^|\.)SSL\.Context$/.test(path) &&
  !/\b(?:set_verify|use_(?:certificate|privatekey)|set_accept_state|server_side)/.test(
    linesAbout(source, node),
  )
    ? {
        severity: 'medium',
        confidence: 'medium',
        note: 'such a context verifies nothing unless it is told to',
      }
    : undefined

/** What the file says of the variable that holds it; where it is in none, the file. */
function linesAbout(source: Source, node: Node): string {
  const name = node.parent?.childForFieldName('left')?.text
  // What is handed on right away is looked after by nobody here.
  if (name === undefined)
    return /^(?:argument_list|keyword_argument)$/.test(node.parent?.type ?? '') ? '' : source.text
  const lines = source.text.match(new RegExp(String.raw`[^\n]*\b${name.replaceAll(/\W/g, '.')}\b[^\n]*`, 'g'))
  return (lines ?? []).join('\n')
}

/** It is gone since Python 3.12; it verified nothing unless it was told to. */
function judgeWrap(source: Source, node: Node, path: string): CodeVerdict | undefined {
  const isServer = optionOf(source, node, 'server_side') !== undefined
  // What is handed on may say it.
  if (/\*\*\w/.test(node.childForFieldName('arguments')?.text ?? '')) return undefined
  return path === 'ssl.wrap_socket' && !isServer && optionOf(source, node, 'cert_reqs') === undefined
    ? { severity: 'medium', note: 'ssl.wrap_socket verifies nothing unless it is told to' }
    : undefined
}

/** Only the contexts for clients and `create_default_context` verify at once. */
function judgeContext(
  source: Source,
  node: Node,
  path: string,
  args: readonly Argument[],
): CodeVerdict | undefined {
  const protocol = pathOf(source, args[0]?.value ?? null)
  if (path !== 'ssl.SSLContext' || (args.length > 0 && !/\bPROTOCOL_(?:TLS|TLSv1_2|SSLv23)$/.test(protocol)))
    return undefined
  const isLookedAfter =
    /\b(?:verify_mode|check_hostname|load_cert_chain|server_side|load_verify_locations|set_default_verify_paths)\b/
  return isLookedAfter.test(linesAbout(source, node))
    ? undefined
    : {
        severity: 'medium',
        confidence: 'medium',
        note: 'such a context verifies nothing unless it is told to',
      }
}

const around = (node: Node): string => node.parent?.parent?.childForFieldName('function')?.text ?? ''
