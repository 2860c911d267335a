/** Problem: the one error a caller may see. A closed table of codes gives each its status and title. */
import type { ProblemCode, ProblemDetails } from './protocol.ts'

const problems: Record<ProblemCode, { status: number; title: string; retryable?: true }> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_token: { status: 401, title: 'The token is not valid' },
  token_expired: { status: 401, title: 'The token has expired' },
  insufficient_scope: { status: 403, title: 'The token does not cover this' },
  origin_not_allowed: { status: 403, title: 'This site is not allowed' },
  not_allowed: { status: 403, title: 'Not allowed here' },
  approval_required: { status: 403, title: 'A person must approve this' },
  approval_rejected: { status: 403, title: 'It was not approved' },
  approval_expired: { status: 403, title: 'Nobody decided in time' },
  persona_paused: { status: 409, title: 'The persona is paused', retryable: true },
  not_found: { status: 404, title: 'Not found' },
  unknown_action: { status: 404, title: 'There is no such action' },
  conflict: { status: 409, title: 'Conflict' },
  idempotency_conflict: { status: 409, title: 'The idempotency key was used for something else' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  insufficient_storage: { status: 507, title: 'No space left', retryable: true },
  unavailable: { status: 503, title: 'Not available right now', retryable: true },
  model_unavailable: { status: 502, title: 'The model is not available', retryable: true },
  model_timeout: { status: 504, title: 'The model took too long', retryable: true },
  model_rate_limited: { status: 503, title: 'The model is busy', retryable: true },
  model_interrupted: { status: 502, title: 'The answer was cut off', retryable: true },
  step_limit: { status: 504, title: 'Too many steps', retryable: true },
  time_limit: { status: 504, title: 'It took too long', retryable: true },
  repeated_tool_calls: { status: 508, title: 'It went round in circles', retryable: true },
  no_progress: { status: 508, title: 'It got nowhere', retryable: true },
  budget_exhausted: { status: 402, title: 'The budget is used up' },
  internal: { status: 500, title: 'Something went wrong', retryable: true },
}

export const problemCodes = Object.keys(problems) as ProblemCode[]

/** A refusal with a stable code and one sentence that a person may read. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly more: Pick<ProblemDetails, 'errors' | 'retryAfter'>

  constructor(code: ProblemCode, sentence: string, more: Pick<ProblemDetails, 'errors' | 'retryAfter'> = {}) {
    super(sentence)
    this.name = 'Problem'
    this.code = code
    this.more = more
  }

  get status(): number {
    return problems[this.code].status
  }

  /** RFC 9457 problem details. */
  details(requestId?: string): ProblemDetails {
    const { status, title, retryable = false } = problems[this.code]
    return {
      type: `urn:persona:problem:${this.code}`,
      title,
      status,
      detail: this.message,
      code: this.code,
      retryable,
      ...(requestId ? { requestId } : {}),
      ...this.more,
    }
  }
}

/** Whatever was thrown, as a Problem. Anything that is not one is a bug: it says nothing of itself to the caller. */
export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem ? thrown : new Problem('internal', 'Something went wrong on our side. Nothing was changed.')
