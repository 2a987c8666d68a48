import type { Mode } from '../../../policies/policy-group.ts'
import { escapeTerminalLine } from '../../../report/escape/terminal.ts'
import { type RenderOptions, resolveOptions } from '../../../report/renderer.ts'
import { andMore, createPage, heading, labelled, type Page, shorten } from '../../../report/terminal/page.ts'
import type { Brakes } from './brakes.ts'
import type { EffectState } from './effect.ts'
import type { EffectAction } from './effect-action.ts'
import { switchLines, switchRecord } from './planned-switch.ts'
import {
  awaiting,
  countsOf,
  digestOf,
  doneAt,
  isAwaited,
  type Plan,
  type PlannedEffect,
  type PlanPace,
} from './shown-plan.ts'

export interface ShownPlan {
  readonly plan: Plan
  /** What this deployment may do at most. */
  readonly ceiling: Mode
  readonly pace: PlanPace
}

/** What is open, for a terminal: counts first; ends with a line end. */
export function renderPlan(shown: ShownPlan, options?: Partial<RenderOptions>): string {
  const page = createPage(resolveOptions(options))
  const lines = [
    answer(shown, page),
    ...countsOf(shown.plan.effects).map(
      ({ kind, state, count }) => `  ${count.toLocaleString('en-US')} ${kind}, ${stateWords(state)}`,
    ),
    ...brakeLines(shown, page),
    ...whenLines(shown, page),
    ...switchLines(shown.plan.switches, page),
    ...effectLines(shown.plan, page),
    ...nextLines(shown.plan, page),
  ]
  return `${lines.join('\n')}\n`
}

/** The same for programs. */
export function planRecord({ plan, ceiling, pace }: ShownPlan) {
  const { brakes, effects, host, login, switches } = plan
  const isWaiting = isAwaited(plan)
  const done = doneAt(plan, ceiling, pace)
  return {
    version: 1,
    host,
    organization: login,
    counts: countsOf(effects).map(({ kind, state, count }) => ({ kind, state, count })),
    pause: brakes.pause ?? null,
    pausedAt: brakes.paused?.at.toISOString() ?? null,
    pausedBy: brakes.paused?.by ?? null,
    hold: brakes.hold ? { why: brakes.hold.why, openedAt: brakes.hold.openedAt.toISOString() } : null,
    isAccepted: brakes.isAccepted,
    digest: isWaiting ? digestOf(plan) : null,
    doneAt: done?.at.toISOString() ?? null,
    writes: done?.writes ?? 0,
    switches: switches.map(switchRecord),
    effects: effects.map(({ action, name, reason, state, problem, plannedAt, notBefore }) => ({
      kind: action.kind,
      subject: name ?? login,
      reason,
      state,
      problem,
      plannedAt: plannedAt.toISOString(),
      notBefore: notBefore.toISOString(),
    })),
  }
}

function answer({ plan }: ShownPlan, { paint, symbols }: Page): string {
  const { effects, login } = plan
  const where = escapeTerminalLine(login)
  if (awaiting(plan).length > 0)
    return paint.unsure(
      paint.bold(
        `${symbols.unsure} ${where}: ${plural(awaiting(plan).length)} for a Gatehouse owner to accept`,
      ),
    )
  if (effects.length === 0) return paint.good(paint.bold(`${symbols.good} ${where}: nothing is open`))
  return paint.bold(`${symbols.dot} ${where}: ${plural(effects.length)} open`)
}

const plural = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'change' : 'changes'}`

const states: Readonly<Record<string, string>> = {
  planned: 'to be made',
  held: 'held',
  manual: 'for a person to make',
} satisfies Partial<Record<EffectState, string>>
const stateWords = (state: string): string => states[state] ?? state

const pausedWords = ({ paused }: Brakes): string =>
  paused === undefined ? '' : ` since ${minuteOf(paused.at)}${paused.by === null ? '' : ` by ${paused.by}`}`

function brakeLines({ plan: { brakes }, ceiling }: ShownPlan, page: Page): readonly string[] {
  const { paint, symbols } = page
  const says = (text: string) =>
    labelled(page, `  ${paint.unsure(symbols.unsure)} `, escapeTerminalLine(text))
  return [
    ...(brakes.pause === undefined ? [] : says(`Paused${pausedWords(brakes)}: ${brakes.pause}`)),
    ...(brakes.hold ? says(`Held since ${minuteOf(brakes.hold.openedAt)}: ${brakes.hold.why}`) : []),
    ...(brakes.notAccepted === undefined ? [] : says(brakes.notAccepted)),
    ...(ceiling === 'enforce'
      ? []
      : says(`MODE is ${ceiling}: what enforces is not made, whatever is accepted.`)),
  ]
}

function whenLines({ plan, ceiling, pace }: ShownPlan, page: Page): readonly string[] {
  const done = doneAt(plan, ceiling, pace)
  if (done === undefined) return []
  const { perMinute, contentPerHour } = pace.limits
  const requests = `${done.writes.toLocaleString('en-US')} ${done.writes === 1 ? 'request' : 'requests'}`
  return labelled(
    page,
    '  ',
    `What may be made now is done by about ${minuteOf(endOfMinute(done.at))}: ${requests}, at ${perMinute} a minute and ${contentPerHour} new issues, comments and the like an hour at most.`,
    page.paint.dim,
  )
}

const endOfMinute = (at: Date): Date => new Date(Math.ceil(at.getTime() / 60_000) * 60_000)

/** So many of each state are shown of a long plan. */
const shownOfEach = 20

function effectLines({ effects, login }: Plan, page: Page): readonly string[] {
  return (['held', 'planned', 'manual'] as const).flatMap((state) => {
    const own = effects.filter((one) => one.state === state)
    if (own.length === 0) return []
    const [shown, more] = shorten(page, own, shownOfEach)
    const title = `${stateWords(state)[0]!.toUpperCase()}${stateWords(state).slice(1)}`
    return [
      ...heading(page, title, own.length.toLocaleString('en-US')),
      ...shown.flatMap((one) => effectLine(one, login, page)),
      ...andMore(page, more, '  '),
    ]
  })
}

function effectLine(effect: PlannedEffect, login: string, page: Page): readonly string[] {
  const { paint, symbols } = page
  const { action, name, reason, notBefore, plannedAt, problem, attempts } = effect
  const subject = paint.place(escapeTerminalLine(name ?? login))
  const tried = attempts === 0 ? [] : [`tried ${attempts} ${attempts === 1 ? 'time' : 'times'}`]
  const when = [`planned ${minuteOf(plannedAt)}`, ...tried, `from ${minuteOf(notBefore)}`]
  return [
    `  ${subject}  ${paint.bold(action.kind)} ${escapeTerminalLine(objectOf(action))}`,
    ...labelled(page, '    ', escapeTerminalLine(reason)),
    ...(problem === null || problem === ''
      ? []
      : labelled(page, `    ${symbols.arrow} `, escapeTerminalLine(problem))),
    ...labelled(page, '    ', when.join(` ${symbols.dot} `), paint.dim),
  ]
}

/** Long texts. */
const notShown: ReadonlySet<string> = new Set(['text', 'body', 'summary'])

/** What it is made on, beside the repository. */
function objectOf(action: EffectAction): string {
  const { kind: _, githubId: _id, ...rest }: Readonly<Record<string, unknown>> = { ...action }
  return Object.entries(rest)
    .filter(
      ([name, value]) => !notShown.has(name) && (typeof value === 'string' || typeof value === 'number'),
    )
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

function nextLines(plan: Plan, page: Page): readonly string[] {
  if (!isAwaited(plan)) return []
  const { symbols } = page
  const organization = escapeTerminalLine(plan.login)
  return [
    ...heading(page, 'What to do next'),
    ...labelled(
      page,
      `  ${symbols.arrow} `,
      `To let it pass: gatehouse plan accept --organization ${organization} --by <login> --digest ${digestOf(plan)}`,
    ),
    ...labelled(
      page,
      `  ${symbols.arrow} `,
      'To refuse it, leave it: nothing of it is made, and it goes when the policy does not want it any more.',
    ),
  ]
}

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
