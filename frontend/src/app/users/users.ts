import { Component } from '@angular/core';
@Component({ selector: 'app-users', template: '' })
export class Users {}
