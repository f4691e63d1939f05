import { Component } from '@angular/core';
@Component({ selector: 'app-first-push', template: '' })
export class FirstPush {}
