import type { Node } from 'web-tree-sitter'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber, isFalse, isTrue } from '../../../syntax/values.ts'
import { replacing } from '../edits.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

/** Settings that nothing else has. */
const own = [
  'CURLOPT_SSL_VERIFYPEER',
  'CURLOPT_SSL_VERIFYHOST',
  'CURLOPT_PROXY_SSL_VERIFYPEER',
  'CURLOPT_PROXY_SSL_VERIFYHOST',
  'verify_peer',
  'verify_peer_name',
  'allow_self_signed',
  'sslverify',
  'ssl_verify',
  'verify_host',
  'sslverifypeer',
  'sslverifypeername',
  'verifypeer',
  'verifyhost',
  'MYSQL_ATTR_SSL_VERIFY_SERVER_CERT',
]
/** What says that `verify` is a client's. */
const clients =
  /\b(?:Guzzle\w*|GuzzleHttp|Http::|HttpClient|PendingRequest|ClientInterface|curl|SoapClient|S3Client|RequestOptions|WpOrg|OAuth2|League)\b|\bnew Client\b/i

export const tlsVerification: CodeRule = {
  ...papersFor('php', 'tls-verification', 'https://www.php.net/manual/en/context.ssl.php'),
  query: {
    literals: [
      ...own,
      'verify',
      'VERIFY',
      'withoutVerifying',
      'MYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT',
      'LDAP_OPT_X_TLS_NEVER',
    ],
    calls: [
      'curl_setopt',
      'withoutVerifying',
      'verifyPeer',
      'verifyHost',
      'setVerifyPeer',
      'setVerifyHost',
      'real_connect',
      'mysqli_real_connect',
      'ldap_set_option',
      'stream_context_set_option',
      'setDefaultOption',
    ],
    settings: [...own, 'verify', 'VERIFY'],
  },
  judge: (site) => (site.how === 'call' ? judgeCall(site) : judgeSetting(site)),
  matches: [
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, false);`,
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYHOST, 0);`,
    `<?php curl_setopt_array($ch, [CURLOPT_URL => $url, CURLOPT_SSL_VERIFYPEER => FALSE]);`,
    `<?php
$verify = false;
curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, $verify);`,
    `<?php $context = stream_context_create(['ssl' => ['verify_peer' => false]]);`,
    `<?php $client = new \\GuzzleHttp\\Client(['verify' => false]);`,
    `<?php
use GuzzleHttp\\RequestOptions;
$client->get($url, [RequestOptions::VERIFY => false]);`,
    `<?php $response = Http::withoutVerifying()->get($url);`,
    `<?php Unirest\\Request::verifyPeer(false);`,
    `<?php $client->setOptions(["sslverifypeer" => false]);`,
    `<?php $response = wp_remote_get($url, array('sslverify' => false));`,
    `<?php $mail->SMTPOptions = array('ssl' => array('allow_self_signed' => true));`,
    `<?php $db->real_connect($host, $user, $password, $name, 3306, null, MYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT);`,
    `<?php ldap_set_option(null, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_NEVER);`,
    `<?php stream_context_set_option($context, 'ssl', 'verify_peer', false);`,
  ],
  misses: [
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, true);`,
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYHOST, 2);`,
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, $this->verify);`,
    `<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, $isLocal ? false : true);`,
    `<?php $context = stream_context_create(['ssl' => ['verify_peer' => true, 'allow_self_signed' => false]]);`,
    `<?php $user = User::create(['name' => $name, 'verify' => false]);`,
    `<?php $client = new \\GuzzleHttp\\Client(['verify' => '/etc/ssl/authority.pem']);`,
    `<?php wp_remote_get($url, array('sslverify' => apply_filters('https_local_ssl_verify', false)));`,
  ],
}

function judgeCall({ source, name, path, args }: Site): CodeVerdict | undefined {
  const said = args.map(({ value }) => pathOf(source, value))
  switch (name) {
    case 'curl_setopt': {
      const [, option, value] = args
      const wanted = option === undefined ? '' : pathOf(source, option.value)
      return path === name && own.includes(wanted)
        ? judgeOption(source, wanted, value?.value ?? null)
        : undefined
    }
    case 'stream_context_set_option': {
      const option = /^["'](?<name>\w+)["']$/.exec(args[2] === undefined ? '' : textOf(source, args[2].value))
      const wanted = option?.groups?.['name'] ?? ''
      return own.includes(wanted) ? judgeOption(source, wanted, args[3]?.value ?? null) : undefined
    }
    case 'setDefaultOption':
      return /^["']verify["']$/.test(args[0] === undefined ? '' : textOf(source, args[0].value))
        ? judgeOption(source, 'verify', args[1]?.value ?? null)
        : undefined
    case 'verifyPeer':
    case 'verifyHost':
    case 'setVerifyPeer':
    case 'setVerifyHost':
      return args.length === 1 ? judgeOption(source, 'verify', args[0]!.value) : undefined
    case 'withoutVerifying':
      return args.length === 0 ? {} : undefined
    case 'ldap_set_option':
      return said[2] === 'LDAP_OPT_X_TLS_NEVER' ? {} : undefined
    default:
      return args.some(({ value }) =>
        /\bMYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT\b/.test(textOf(source, value)),
      )
        ? {}
        : undefined
  }
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  // `$this->ssl_verify = false` may be a setting that somebody turns on; of an option of a call that is known.
  if (node.type !== 'array_element_initializer' && !/^\$\w+(?:->\w+)?\[/.test(textOf(source, node)))
    return undefined
  const verdict = judgeOption(source, name, value)
  return verdict !== undefined && /^verify$/i.test(name) && !clients.test(source.text) ? undefined : verdict
}

/** Whether an option is set so that nothing is verified; with the fix where the value stands there as such. */
function judgeOption(source: Source, name: string, value: Node | null): CodeVerdict | undefined {
  if (value === null) return undefined
  if (name === 'allow_self_signed')
    return isTrue(source, value) ? { severity: 'medium', ...fixOf(source, value, 'false') } : undefined
  const number = constantNumber(source, value)
  const isHost = name.endsWith('VERIFYHOST')
  // By curl's manual 1 was never a way to verify anything.
  const isOff = isFalse(source, value) || number === 0 || (isHost && (number === 1 || isTrue(source, value)))
  if (!isOff) return undefined
  return fixOf(source, value, isHost ? '2' : 'true')
}

const fixOf = (source: Source, value: Node, text: string): CodeVerdict =>
  /^(?:true|false|[01])$/i.test(textOf(source, value)) ? { edits: [replacing(value, text)] } : {}
