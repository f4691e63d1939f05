import { Component } from '@angular/core';
@Component({ selector: 'app-profile', template: '' })
export class Profile {}
