import { lazy, Suspense } from 'react'
import styles from './trend.module.css'
import type { Trend } from './trend.ts'

// What draws is loaded when there is something to draw.
const Drawing = lazy(() => import('./drawing.tsx'))

/** How numbers went over days: a chart, and the same numbers as a table for who wants them exactly or hears the page. */
export function TrendChart({ trend }: { readonly trend: Trend }) {
  const { title, days, series } = trend
  return (
    <figure className={styles.trend}>
      <figcaption className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <ul className={styles.legend}>
          {series.map(({ name, tone }) => (
            <li key={name} className={styles[tone]}>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className={styles.drawing}>
        <Suspense fallback={null}>
          <Drawing trend={trend} />
        </Suspense>
      </div>
      <details className={styles.numbers}>
        <summary>The numbers</summary>
        <div className={styles.scroll} role="region" aria-label={`${title}, as a table`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days
                .map((day, at) => (
                  <tr key={day}>
                    <th scope="row">{day}</th>
                    {series.map(({ name, values }) => (
                      <td key={name}>{values[at]?.toLocaleString('en') ?? 'not known'}</td>
                    ))}
                  </tr>
                ))
                .toReversed()}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
