import { useEffect, useState } from 'react'
import { absoluteTime, dayOf, relativeTime } from './times.ts'

const minute = 60_000

/** An instant as people say it; the exact one on hover, and for who hears the page. @param at as the API tells it */
export function Time({ at }: { readonly at: string }) {
  const now = useNow()
  const date = new Date(at)
  const exact = absoluteTime(date)
  return (
    <time dateTime={date.toISOString()} title={exact} aria-label={`${relativeTime(date, now)}, ${exact}`}>
      {relativeTime(date, now)}
    </time>
  )
}

/** The day of an instant, where people compare days; the exact time on hover. @param at as the API tells it */
export function Day({ at }: { readonly at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={date.toISOString()} title={absoluteTime(date)}>
      {dayOf(date)}
    </time>
  )
}

/** Goes on by the minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), minute)
    return () => clearInterval(timer)
  }, [])
  return now
}
