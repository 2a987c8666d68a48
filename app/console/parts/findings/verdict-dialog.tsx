import { Banner, Dialog, FormControl, Radio, RadioGroup, Textarea, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ProblemBanner } from '../problem-banner.tsx'
import styles from '../dialog-form.module.css'
import { type Answer, dayAfter, giveAnswer, type Which } from './answers.ts'

interface VerdictDialogProps {
  /** What it is about: `AWS access key`, `3 findings`. */
  readonly what: string
  readonly which: readonly Which[]
  readonly onClose: () => void
  /** Something was answered. */
  readonly onAnswered?: () => void
}

const verdicts = [
  [
    'rotated',
    'Rotated',
    'It was real, and was replaced at its service: whoever has it can do nothing with it.',
  ],
  ['false-positive', 'False positive', 'It is no secret, and nothing risky: an example, a test.'],
  ['risk-accepted', 'Risk accepted', 'It is real and stays, for a while, and somebody answers for it.'],
] as const

/** How long an answer counts where nobody says; no policy that leaves its own limit open refuses that. */
const usualDays = { rotated: 180, 'false-positive': 180, 'risk-accepted': 90 } as const
const fewestLetters = 15

/** Says what findings are. The policy names who gives a verdict; from others it is a question to them. */
export default function VerdictDialog({ what, which, onClose, onAnswered }: VerdictDialogProps) {
  const [now] = useState(() => new Date())
  const [verdict, setVerdict] = useState<Answer['verdict']>('rotated')
  const [reason, setReason] = useState('')
  const [evidence, setEvidence] = useState('')
  const [rotatedOn, setRotatedOn] = useState(dayAfter(now, 0))
  const [expiresOn, setExpiresOn] = useState<string>()
  const until = expiresOn ?? dayAfter(now, usualDays[verdict])
  const isRotation = verdict === 'rotated'
  const queries = useQueryClient()
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      giveAnswer(which, {
        verdict,
        reason: reason.trim(),
        expiresOn: until,
        ...(isRotation && { evidence: evidence.trim(), rotatedOn }),
      }),
    // Also where it failed: some may have been answered before.
    onSettled: () =>
      Promise.all(
        ['findings', 'finding', 'finding-rules', 'overview', 'repository'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
    onSuccess: () => onAnswered?.(),
  })
  const isSaid = (text: string): boolean => text.trim().length >= fewestLetters
  const isComplete = isSaid(reason) && until !== '' && (!isRotation || (isSaid(evidence) && rotatedOn !== ''))
  if (data)
    return (
      <Dialog
        title={`Answered: ${what}`}
        onClose={onClose}
        footerButtons={[{ content: 'Close', onClick: onClose }]}
      >
        <div className={styles.form} role="status">
          {data.given > 0 && (
            <p className={styles.told}>
              {repositories(data.given)} answered. It counts from the next decision on.
            </p>
          )}
          {data.asked > 0 && (
            <p className={styles.told}>
              {repositories(data.asked)}: your answer waits for somebody whom the policy names.
            </p>
          )}
          {data.refused.length > 0 && (
            <Banner variant="warning" title="Some were refused" description={data.refused.join(' ')} />
          )}
          {data.given + data.asked + data.refused.length === 0 && (
            <p className={styles.told}>There was nothing to answer any more.</p>
          )}
        </div>
      </Dialog>
    )
  return (
    <Dialog
      title={`Answer: ${what}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Answer',
          buttonType: 'primary',
          disabled: !isComplete || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <RadioGroup
          name="verdict"
          onChange={(chosen) => setVerdict(verdicts.find(([value]) => value === chosen)?.[0] ?? 'rotated')}
        >
          <RadioGroup.Label>It is</RadioGroup.Label>
          {verdicts.map(([value, label, meaning]) => (
            <FormControl key={value}>
              <Radio value={value} checked={value === verdict} />
              <FormControl.Label>{label}</FormControl.Label>
              <FormControl.Caption>{meaning}</FormControl.Caption>
            </FormControl>
          ))}
        </RadioGroup>
        <Words label="Reason" value={reason} onChange={setReason}>
          So that somebody else can check it: at least {fewestLetters} letters, and never the secret itself.
        </Words>
        {isRotation && (
          <>
            <Words label="Evidence" value={evidence} onChange={setEvidence}>
              What shows it: the ticket, the service’s own log of it.
            </Words>
            <Day label="Rotated on" value={rotatedOn} most={dayAfter(now, 0)} onChange={setRotatedOn} />
          </>
        )}
        <Day label="Counts until" value={until} least={dayAfter(now, 1)} onChange={setExpiresOn} />
      </div>
    </Dialog>
  )
}

const repositories = (count: number): string =>
  count === 1 ? '1 finding' : `${count.toLocaleString('en')} findings`

interface WordsProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly children: ReactNode
}

function Words({ label, value, onChange, children }: WordsProps) {
  return (
    <FormControl required>
      <FormControl.Label>{label}</FormControl.Label>
      <Textarea
        block
        rows={2}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <FormControl.Caption>{children}</FormControl.Caption>
    </FormControl>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly least?: string
  readonly most?: string
  readonly onChange: (day: string) => void
}

function Day({ label, value, least, most, onChange }: DayProps) {
  return (
    <FormControl required>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        type="date"
        value={value}
        min={least}
        max={most}
        onChange={(event) => onChange(event.target.value)}
      />
    </FormControl>
  )
}
