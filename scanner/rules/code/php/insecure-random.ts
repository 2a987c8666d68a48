import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

export const insecureRandom: CodeRule = {
  ...papersFor('php', 'insecure-random', 'https://www.php.net/manual/en/function.mt-rand.php'),
  query: {
    literals: ['rand(', 'uniqid', 'lcg_value', 'shuffle'],
    calls: ['rand', 'mt_rand', 'uniqid', 'lcg_value', 'array_rand', 'str_shuffle', 'shuffle'],
  },
  judge: (site) => {
    // A method of that name is anybody's.
    const verdict = site.path === site.name ? judgeRandom(site, site.path) : undefined
    return verdict && { ...verdict, ...fixOf(site) }
  },
  matches: [
    `<?php $token = md5(uniqid(mt_rand(), true));`,
    `<?php
function generatePassword($length) {
  $password = '';
  for ($i = 0; $i < $length; $i++) $password .= $alphabet[mt_rand(0, 61)];
  return $password;
}`,
    `<?php $_SESSION['csrf_token'] = uniqid();`,
    `<?php $otp = rand(100000, 999999);`,
    `<?php $user->activation_code = substr(str_shuffle('abcdefghijklmnopqrstuvwxyz0123456789'), 0, 20);`,
    `<?php
function resetToken($user) { return sha1($user->email . mt_rand()); }`,
  ],
  misses: [
    `<?php usleep(mt_rand(100, 1000) * 1000);`,
    `<?php if (mt_rand(1, 100) <= $sampleRate) { trace($request); }`,
    `<?php $server = $servers[array_rand($servers)];`,
    `<?php shuffle($cards);`,
    `<?php $token = bin2hex(random_bytes(32));`,
    `<?php $file = tempnam('/tmp', uniqid('upload'));`,
    `<?php $element_id = 'field-' . uniqid();`,
    `<?php $token = $generator->rand();`,
    `<?php $user->name = 'user' . rand(1, 1000);`,
  ],
}

/** `random_int` takes what `mt_rand` takes, but wants the smaller number first. */
function fixOf({ source, node, name, args }: Site): Pick<CodeVerdict, 'edits'> {
  const callee = node.childForFieldName('function')
  if (!/^(?:mt_)?rand$/.test(name) || callee?.type !== 'name' || args.length !== 2) return {}
  const [from, to] = args.map(({ value }) => constantNumber(source, value))
  if (from === undefined || to === undefined || from > to) return {}
  return { edits: [{ start: callee.startIndex, end: callee.endIndex, text: 'random_int' }] }
}
