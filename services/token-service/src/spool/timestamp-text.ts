/** RFC 3339 in UTC with milliseconds. The text of a second is made once, and serves all moments in it. */
export class TimestampText {
  private second = Number.NaN;
  private text = '';

  of(milliseconds: number): string {
    const second = Math.floor(milliseconds / 1000);
    if (second !== this.second) [this.second, this.text] = [second, new Date(second * 1000).toISOString().slice(0, 20)];
    return `${this.text}${String(Math.floor(milliseconds) - second * 1000).padStart(3, '0')}Z`;
  }
}
