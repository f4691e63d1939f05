import { Controller } from '@nestjs/common';
import {
  changeRobot,
  type ConsoleReply,
  createRobot,
  deleteRobot,
  deleteRobotSecret,
  listRobots,
  readRobot,
  rotateRobotSecret,
} from '@spectacles/contracts';
import { HandleConsole, type OpenConsoleCall } from '@spectacles/platform';
import { RobotRotationService } from './robot-rotation.service.js';
import { RobotService } from './robot.service.js';

@Controller()
export class RobotsMessages {
  constructor(
    private readonly robots: RobotService,
    private readonly rotation: RobotRotationService,
  ) {}

  @HandleConsole(listRobots)
  list(call: OpenConsoleCall<typeof listRobots>): Promise<ConsoleReply> {
    return this.robots.list(call);
  }

  @HandleConsole(createRobot)
  create(call: OpenConsoleCall<typeof createRobot>): Promise<ConsoleReply> {
    return this.robots.create(call);
  }

  @HandleConsole(readRobot)
  read(call: OpenConsoleCall<typeof readRobot>): Promise<ConsoleReply> {
    return this.robots.read(call);
  }

  @HandleConsole(changeRobot)
  change(call: OpenConsoleCall<typeof changeRobot>): Promise<ConsoleReply> {
    return this.robots.change(call);
  }

  @HandleConsole(deleteRobot)
  remove(call: OpenConsoleCall<typeof deleteRobot>): Promise<ConsoleReply> {
    return this.robots.remove(call);
  }

  @HandleConsole(rotateRobotSecret)
  rotate(call: OpenConsoleCall<typeof rotateRobotSecret>): Promise<ConsoleReply> {
    return this.rotation.rotate(call);
  }

  @HandleConsole(deleteRobotSecret)
  removeSecret(call: OpenConsoleCall<typeof deleteRobotSecret>): Promise<ConsoleReply> {
    return this.rotation.remove(call);
  }
}
