import type { CodeEdit, CodeRule, Site } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

const functions = [
  'random',
  'randint',
  'randrange',
  'choice',
  'choices',
  'sample',
  'getrandbits',
  'uniform',
  'randbytes',
  'shuffle',
  'rand',
  'triangular',
  'normalvariate',
  'gauss',
  'betavariate',
  'expovariate',
  'gammavariate',
  'lognormvariate',
  'paretovariate',
  'vonmisesvariate',
  'weibullvariate',
]

export const insecureRandom: CodeRule = {
  ...papersFor('python', 'insecure-random', 'https://docs.python.org/3/library/random.html'),
  query: { literals: ['random'], calls: functions },
  judge: (site) => {
    const isGenerator = /^(?:random|numpy\.random|np\.random|random\.Random\(\))\.\w+$/.test(site.path)
    const verdict = isGenerator ? judgeRandom(site, site.path) : undefined
    return verdict && { ...verdict, ...fixOf(site) }
  },
  matches: [
    `import random\ntoken = ''.join(random.choice(letters) for _ in range(32))`,
    `from random import choice\ndef generate_password(length):\n    return ''.join(choice(alphabet) for _ in range(length))`,
    `import random\notp = random.randint(100000, 999999)`,
    `import random\nsession['csrf_token'] = str(random.getrandbits(128))`,
  ],
  misses: [
    `import random\ntime.sleep(delay + random.random())`,
    `import random\nif random.random() < sample_rate:\n    trace(request)`,
    `import random\nserver = random.choice(servers)`,
    `import random\nrandom.shuffle(cards)`,
    `import secrets\ntoken = ''.join(secrets.choice(letters) for _ in range(32))`,
    `import random\ntoken = random.SystemRandom().choice(letters)`,
  ],
}

/** `secrets.choice` takes what `random.choice` takes. */
function fixOf({ source, node, path }: Site): { readonly edits?: readonly CodeEdit[] } {
  const callee = node.childForFieldName('function')
  if (path !== 'random.choice' || callee?.text !== 'random.choice') return {}
  const edit = { start: callee.startIndex, end: callee.endIndex, text: 'secrets.choice' }
  if (/^import secrets$/m.test(source.text)) return { edits: [edit] }
  const line = /^import random$/m.exec(source.text)
  if (line === null) return {}
  const end = line.index + line[0].length
  return { edits: [{ start: end, end, text: '\nimport secrets' }, edit] }
}
