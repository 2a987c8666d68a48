import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import { papersFor } from '../papers.ts'

/** Names under which what is kept decides what somebody may do. */
const decides = /user|account|role|admin|auth|perm|group|tenant|owner|privilege|scope|login/i

export const trustBoundary: CodeRule = {
  ...papersFor(
    'python',
    'trust-boundary',
    'https://flask.palletsprojects.com/en/stable/quickstart/#sessions',
  ),
  query: { literals: ['session['], stores: true },
  judge: judgeSession,
  matches: [
    `from flask import request, session
def keep():
    session['user_id'] = request.args['id']  # here`,
  ],
  misses: [
    `from flask import request, session
def keep():
    session['theme'] = request.args['theme']`,
    `from flask import request, session
def login():
    user = find_user(request.form['name'], request.form['password'])
    session['user_id'] = user.id`,
  ],
}

function judgeSession({ source, node, value }: Site): CodeVerdict | undefined {
  const target = node.childForFieldName('left')
  if (target?.type !== 'subscript' || value === null) return undefined
  const holder = textOf(source, target.childForFieldName('value') ?? target)
  if (!/^(?:flask\.|self\.)?(?:request\.)?session$/.test(holder)) return undefined
  const key = target.childForFieldName('subscript')
  if (key === null) return undefined
  const isKey = !source.dialect.strings.has(key.type) && traceOf(source, key, 'session').trust === 'untrusted'
  if (!isKey && !decides.test(textOf(source, key))) return undefined
  const { trust, from, isGuessed } = traceOf(source, value, 'session')
  if (!isKey && (trust !== 'untrusted' || isGuessed)) return undefined
  return { note: isKey ? 'the request says under which name' : `it is a value from ${from ?? 'outside'}` }
}
