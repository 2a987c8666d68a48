import type { Node } from 'web-tree-sitter'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantTexts } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'
import { isLibrary } from './weak-cipher.ts'

const weakName = /^(?:md[245]|sha-?1|ripemd-?(?:128|160)?|rmd160|haval\d.*|snefru.*)$/i

export const weakHash: CodeRule = {
  ...papersFor('php', 'weak-hash', 'https://www.php.net/manual/en/faq.passwords.php'),
  query: {
    literals: ['md5', 'MD5', 'md4', 'sha1', 'SHA1', 'ripemd', 'crypt', 'openssl_sign', 'openssl_verify'],
    calls: [
      'md5',
      'MD5',
      'sha1',
      'SHA1',
      'hash',
      'hash_init',
      'hash_hmac',
      'openssl_digest',
      'openssl_sign',
      'openssl_verify',
      'mhash',
      'crypt',
    ],
  },
  judge: (site) => {
    if (site.path === 'crypt') return judgeCrypt(site)
    const weak = weakFunction(site)
    if (weak === undefined || isLibrary(site.source.text)) return undefined
    const node = namesAlgorithm.test(site.name) ? site.args[0]?.value : undefined
    return judgeHash(site, weak, node && { node, isWeak: (name) => weakName.test(name) })
  },
  matches: [
    `<?php $user->password = md5($_POST['password']);`,
    `<?php
function store(PDO $db, string $password) {
  $hash = sha1(SALT . $password);
  $db->prepare('INSERT INTO users (password) VALUES (?)')->execute([$hash]);
}`,
    `<?php if (md5($password) === $row['password']) { login($row); }`,
    `<?php $token = hash('sha1', $email . time());`,
    `<?php
$context = hash_init('md5');
hash_update($context, $password);
echo hash_final($context);`,
    `<?php echo md5($x);`,
    `<?php
class Signer {
  private $algorithm = 'md5';
  function sign($secret, $body) { return hash($this->algorithm, $secret . $body); }
}`,
    `<?php $signature = hash_hmac('md5', $body, $key);`,
    `<?php openssl_sign($data, $signature, $privateKey);`,
    `<?php openssl_sign($data, $signature, $privateKey, OPENSSL_ALGO_MD5);`,
    `<?php $stored = crypt($password, '$1$' . $salt);`,
    `<?php
namespace App;
class Users { function check($password) { return \\md5($password) == $this->digest; } }`,
    `<?php
function digest($text) { return md5($text); }
$user->password = digest($form->password);`,
  ],
  misses: [
    `<?php $key = 'posts_' . md5($url); $cached = $cache->get($key);`,
    `<?php header('ETag: "' . md5($body) . '"');`,
    `<?php $avatar = 'https://www.gravatar.com/avatar/' . md5(strtolower(trim($email)));`,
    `<?php
function cache_key(array $arguments) { return sha1(serialize($arguments)); }`,
    `<?php if (md5_file($path) !== $checksum) throw new RuntimeException('the download is damaged');`,
    `<?php $hash = password_hash($password, PASSWORD_DEFAULT);`,
    `<?php $prefix = substr(strtoupper(sha1($password)), 0, 5);
$list = file_get_contents('https://api.pwnedpasswords.com/range/' . $prefix);`,
    `<?php $signature = hash_hmac('sha1', $body, $key, true);`,
    `<?php openssl_sign($data, $signature, $privateKey, OPENSSL_ALGO_SHA256);`,
    `<?php
// HTTP Digest
$a1 = md5($username . ':' . $realm . ':' . $password);`,
    `<?php $accept = base64_encode(sha1($key . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));`,
    `<?php $s3->putObject(['Body' => $body, 'ContentMD5' => base64_encode(md5($body, true))]);`,
    `<?php $shard = hexdec(substr(md5($userId), 0, 8)) % count($shards);`,
    `<?php $this->logger->md5($x);`,
    `<?php
namespace phpseclib3\\Crypt;
$key = md5($password . $iv, true);`,
    `<?php $name = 'login_' . sha1(static::class);`,
    `<?php $_SESSION['searches'][md5($filter)] = $filter;`,
    `<?php $stored = crypt($password, '$2y$12$' . $salt);`,
  ],
}

/** What a class is called is known to everybody who has the code. */
const isClassName = (text: string): boolean =>
  /^(?:[\w\\]+::class|__\w+__|get_class\(\$this\)|get_called_class\(\))$/.test(text)

const namesAlgorithm = /^hash(?:_init|_hmac)?$/

function weakFunction({ source, name, path, args }: Site): string | undefined {
  // A method of that name is anybody's.
  if (path !== name || args.some(({ value }) => isClassName(textOf(source, value)))) return undefined
  const named = (node: Node | undefined): string | undefined =>
    constantTexts(source, node ?? null)
      .find((one) => weakName.test(one))
      ?.toUpperCase()
  switch (name) {
    case 'hash':
    case 'hash_init':
      return named(args[0]?.value)
    case 'hash_hmac': {
      // HMAC with SHA-1 has no known weakness.
      const weak = named(args[0]?.value)
      return weak !== undefined && weak.startsWith('MD') ? `HMAC-${weak}` : undefined
    }
    case 'openssl_digest':
      return named(args[1]?.value)
    case 'openssl_sign':
    case 'openssl_verify':
      return signatureHash(source, args[3]?.value, named)
    case 'mhash':
      return /^MHASH_(?<hash>MD[245]|SHA1)$/.exec(pathOf(source, args[0]?.value ?? null))?.groups?.['hash']
    default:
      return name.toUpperCase()
  }
}

/** Where nothing is said it is SHA-1, by the manual. */
function signatureHash(
  source: Source,
  given: Node | undefined,
  named: (node: Node | undefined) => string | undefined,
): string | undefined {
  if (given === undefined) return 'SHA-1'
  const constant = /^OPENSSL_ALGO_(?<hash>MD[245]|SHA1|RMD160)$/.exec(pathOf(source, given))?.groups
  return constant?.['hash'] ?? named(given)
}

/** `crypt` hashes passwords and nothing else; which way the beginning of the salt says. */
function judgeCrypt({ source, args }: Site): CodeVerdict | undefined {
  const high = { severity: 'high', confidence: 'high' } as const
  const given = args[1]?.value
  if (given === undefined)
    return args.length === 1
      ? { ...high, note: 'passwords are kept with crypt, whose salt is missing' }
      : undefined
  const text = constantTexts(source, leftmost(given))[0]
  if (text === undefined) return undefined
  if (text.startsWith('$1$')) return { ...high, note: 'passwords are kept with MD5' }
  return /^[./0-9A-Za-z]{2}/.test(text) || text.startsWith('_')
    ? { ...high, note: 'passwords are kept with DES' }
    : undefined
}

function leftmost(node: Node): Node {
  let current = node
  while (current.type === 'binary_expression') current = current.childForFieldName('left') ?? current
  return current
}
