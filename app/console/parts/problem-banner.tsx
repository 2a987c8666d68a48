import { Banner, Button } from '@primer/react'
import { problemOf } from '../problem.ts'
import { goToSignIn } from '../sign-in.ts'
import styles from './problem-banner.module.css'

interface ProblemBannerProps {
  /** Whatever was thrown. */
  readonly error: unknown
  /** What to do again; undefined: there is nothing. */
  readonly onRetry?: () => void
}

/** What went wrong, what to do about it, and the code to name when asking for help. */
export function ProblemBanner({ error, onRetry }: ProblemBannerProps) {
  const { title, message, todo, code, request, parts } = problemOf(error)
  return (
    <Banner
      variant="critical"
      title={title}
      description={
        <>
          <p className={styles.text}>
            {message} {todo}
          </p>
          {parts.length > 0 && (
            <ul className={styles.parts}>
              {parts.map((part) => (
                <li key={`${part.at} ${part.message}`}>
                  <code>{part.at}</code>: {part.message}
                </li>
              ))}
            </ul>
          )}
          <p className={styles.code}>
            Code <code>{code}</code>
            {request !== undefined && (
              <>
                , request <code>{request}</code>
              </>
            )}
          </p>
        </>
      }
      {...wayOut(code, onRetry)}
    />
  )
}

/** What is dangerous needs that somebody signed in lately: the page they come back to is this one. */
function wayOut(code: string, onRetry: (() => void) | undefined) {
  if (code === 'sign-in-again')
    return { primaryAction: <Button onClick={() => goToSignIn(location)}>Sign in again</Button> }
  return onRetry ? { primaryAction: <Button onClick={onRetry}>Try again</Button> } : {}
}
