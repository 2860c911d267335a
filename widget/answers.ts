/** What an act can come to other than its answer. */
import type { ProblemDetails } from '../bff/api.ts'

/** The backend said no. */
export class Refused extends Error {
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(problem.detail)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** Nobody knows whether it happened: the line dropped, or the answer is late. Repeat it with the same key. */
export class Lost extends Error {
  override readonly name = 'Lost'
}

/** A persona may have to ask a person first; the act waits for the approval. */
export class Pending extends Error {
  override readonly name = 'Pending'
}

/** The same act again, with its key, may well succeed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Lost || (error instanceof Refused && error.problem.retryable)
